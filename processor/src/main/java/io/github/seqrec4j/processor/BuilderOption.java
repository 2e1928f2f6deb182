package io.github.seqrec4j.processor;

import java.util.List;
import java.util.Locale;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * One option of a spec, as its builder needs it.
 *
 * @param name of the record's component
 * @param type in Java, without annotations
 * @param boxed the same, as a type that can be null
 * @param isPrimitive whether the type cannot be null
 * @param isNullable whether the record takes null
 * @param element of a list that values can be given to one by one; null for any other type
 * @param doc sentences for its Javadoc
 * @param start value where none was set
 */
record BuilderOption(
    String name,
    String type,
    String boxed,
    boolean isPrimitive,
    boolean isNullable,
    @Nullable String element,
    String doc,
    Start start) {

  private static final String OPTION = BuilderProcessor.API + "Option";

  /** The constant of a type that stands for no options. */
  private static final String NONE = "NONE";

  private static final String NULLABLE = "org.jspecify.annotations.Nullable";

  /**
   * @param isRequired whether it has no default, whatever {@code Option} says
   * @param hasDefaults whether the record has a constructor without arguments
   */
  static BuilderOption of(
      RecordComponentElement component, Docs docs, boolean isRequired, boolean hasDefaults)
      throws UnfitSpecException {
    TypeMirror mirror = component.asType();
    String name = component.getSimpleName().toString();
    boolean isNullable = Annotations.find(mirror, NULLABLE) != null;
    Start start =
        isRequired
            ? Start.never()
            : hasDefaults
                ? Start.atOnce("start." + name + "()")
                : isNullable ? Start.atOnce("null") : start(component, mirror);
    return new BuilderOption(
        name,
        plain(mirror),
        boxed(mirror),
        mirror.getKind().isPrimitive(),
        isNullable,
        element(mirror),
        (docs.of(name, Annotations.text(component, OPTION, "value"))
                + " "
                + unset(component, start))
            .strip(),
        start);
  }

  /** What becomes of an option that is not set, where no constructor says it. */
  private static String unset(RecordComponentElement component, Start start) {
    String byName = Annotations.text(component, OPTION, "defaultType");
    return switch (start.kind()) {
      case NEVER -> "Must be set.";
      case AT_ONCE -> "";
      case WHEN_BUILT ->
          "Null takes the default"
              + (byName.isEmpty()
                  ? "."
                  : ", {@code " + byName + "}, which is looked up by that name.");
    };
  }

  /** Whether the builder's field is null until it is set or the spec is built. */
  boolean startsUnset() {
    return start.kind() != Start.Kind.AT_ONCE;
  }

  /** The type of the builder's field. */
  String fieldType() {
    return startsUnset() || isNullable ? nullable(boxed) : type;
  }

  /** The type that the builder takes; null unsets what starts unset. */
  String parameterType() {
    return isNullable || startsUnset() ? nullable(boxed) : type;
  }

  /** {@code java.util.List<X>} becomes {@code java.util.@Nullable List<X>}. */
  private static String nullable(String type) {
    int generic = type.indexOf('<');
    int dot = type.lastIndexOf('.', generic < 0 ? type.length() : generic);
    return type.substring(0, dot + 1) + "@Nullable " + type.substring(dot + 1);
  }

  /** A default from the annotation or the type, as the binder of configurations takes it. */
  private static Start start(RecordComponentElement component, TypeMirror mirror)
      throws UnfitSpecException {
    String byName = Annotations.text(component, OPTION, "defaultType");
    if (!byName.isEmpty()) {
      String registry = BuilderProcessor.API + "Components.of(" + plain(mirror) + ".class)";
      return Start.whenBuilt(registry + ".get(" + quoted(byName) + ")");
    }
    String written = Annotations.text(component, OPTION, "defaultValue");
    if (!written.isEmpty()) {
      return Start.atOnce(literal(component, mirror, written));
    }
    if (mirror instanceof DeclaredType declared
        && declared.asElement().getKind() == ElementKind.RECORD) {
      TypeElement part = (TypeElement) declared.asElement();
      if (Spec.hasDefaults(part)) {
        return Start.atOnce("new " + plain(mirror) + "()");
      }
      if (Annotations.find(part, BuilderProcessor.BUILT) != null) {
        return Start.whenBuilt(plain(mirror) + ".builder().build()");
      }
    }
    return Start.never();
  }

  /** Whether a type names what holds nothing, as the empty settings do. */
  private static boolean hasNone(TypeElement type) {
    return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
        .anyMatch(field -> field.getSimpleName().contentEquals(NONE));
  }

  private static String literal(RecordComponentElement component, TypeMirror mirror, String written)
      throws UnfitSpecException {
    if (mirror.getKind() == TypeKind.LONG) {
      return written + "L";
    }
    if (mirror.getKind().isPrimitive()) {
      return written;
    }
    if (plain(mirror).equals(String.class.getName())) {
      boolean isQuoted = written.length() > 1 && written.startsWith("\"") && written.endsWith("\"");
      return isQuoted ? written : quoted(written);
    }
    TypeElement type = (TypeElement) ((DeclaredType) mirror).asElement();
    if (type.getKind() == ElementKind.ENUM) {
      return plain(mirror) + "." + written.toUpperCase(Locale.ROOT).replace('-', '_');
    }
    if (written.equals("[]") && type.getQualifiedName().contentEquals(List.class.getName())) {
      return "java.util.List.of()";
    }
    if (written.equals("{}") && hasNone(type)) {
      return plain(mirror) + "." + NONE;
    }
    throw new UnfitSpecException(
        component,
        "no builder can have the default '"
            + written
            + "' of type "
            + mirror
            + "; write a constructor without arguments");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static @Nullable String element(TypeMirror mirror) {
    if (mirror instanceof DeclaredType list
        && plain(mirror).startsWith(List.class.getName() + "<")
        && list.getTypeArguments().get(0) instanceof DeclaredType element
        && element.getTypeArguments().isEmpty()) {
      return plain(element);
    }
    return null;
  }

  /** The type in Java, annotations of itself left out. */
  private static String plain(TypeMirror mirror) {
    if (!(mirror instanceof DeclaredType declared)) {
      return mirror.getKind().isPrimitive()
          ? mirror.getKind().name().toLowerCase(Locale.ROOT)
          : mirror.toString();
    }
    String name = ((TypeElement) declared.asElement()).getQualifiedName().toString();
    List<String> arguments =
        declared.getTypeArguments().stream().map(BuilderOption::plain).toList();
    return arguments.isEmpty() ? name : name + "<" + String.join(", ", arguments) + ">";
  }

  private static String boxed(TypeMirror mirror) {
    return switch (mirror.getKind()) {
      case BOOLEAN -> Boolean.class.getName();
      case BYTE -> Byte.class.getName();
      case SHORT -> Short.class.getName();
      case INT -> Integer.class.getName();
      case LONG -> Long.class.getName();
      case CHAR -> Character.class.getName();
      case FLOAT -> Float.class.getName();
      case DOUBLE -> Double.class.getName();
      default -> plain(mirror);
    };
  }
}
