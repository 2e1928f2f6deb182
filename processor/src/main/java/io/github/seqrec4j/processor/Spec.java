package io.github.seqrec4j.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * A record that gets a builder.
 *
 * @param packageName of the record and of its builder
 * @param name of the record within its package, {@code Outer.Inner} if it is nested
 * @param hasDefaults whether it has a constructor without arguments
 * @param options in the order of its components, at least one
 */
record Spec(String packageName, String name, boolean hasDefaults, List<BuilderOption> options) {

  private static final String INTERNAL = BuilderProcessor.API + "Internal";

  /**
   * Reads a record.
   *
   * @throws UnfitSpecException if it is none, has no option, its canonical constructor is not
   *     marked as internal, it does not offer its builder, or a name of {@code required} is unknown
   */
  static Spec of(TypeElement type, Elements elements) throws UnfitSpecException {
    if (type.getKind() != ElementKind.RECORD || type.getRecordComponents().isEmpty()) {
      throw new UnfitSpecException(type, "@Built must stand on a record with an option: " + type);
    }
    List<String> required = Annotations.texts(type, BuilderProcessor.BUILT, "required");
    List<String> known =
        type.getRecordComponents().stream().map(c -> c.getSimpleName().toString()).toList();
    if (!known.containsAll(required)) {
      throw new UnfitSpecException(
          type, "required must name options of " + type + ", which are " + known + ": " + required);
    }
    checkCanonical(type);
    checkOffered(type, "builder");
    checkOffered(type, "toBuilder");
    Docs docs = new Docs(elements.getDocComment(type));
    boolean hasDefaults = hasDefaults(type);
    List<BuilderOption> options = new ArrayList<>();
    for (var component : type.getRecordComponents()) {
      boolean isRequired = required.contains(component.getSimpleName().toString());
      options.add(BuilderOption.of(component, docs, isRequired, hasDefaults));
    }
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    return new Spec(
        packageName,
        type.getQualifiedName().toString().substring(packageName.length() + 1),
        hasDefaults,
        options);
  }

  /** Whether a record has a constructor without arguments. */
  static boolean hasDefaults(TypeElement type) {
    return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
        .anyMatch(c -> c.getParameters().isEmpty());
  }

  /** The builder's simple name. */
  String builder() {
    return name.replace(".", "") + "Builder";
  }

  /** Its parameters grow with the options, so nobody may rely on them. */
  private static void checkCanonical(TypeElement type) throws UnfitSpecException {
    List<String> canonical =
        type.getRecordComponents().stream().map(c -> c.asType().toString()).toList();
    for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
      List<String> parameters =
          constructor.getParameters().stream().map(p -> p.asType().toString()).toList();
      if (parameters.equals(canonical) && Annotations.find(constructor, INTERNAL) == null) {
        throw new UnfitSpecException(
            type,
            "the canonical constructor of "
                + type
                + " must be written, compact, and annotated with @Internal: it changes with every"
                + " new option");
      }
    }
  }

  private static void checkOffered(TypeElement type, String method) throws UnfitSpecException {
    boolean found =
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .map(Element::getSimpleName)
            .anyMatch(name -> name.contentEquals(method));
    if (!found) {
      throw new UnfitSpecException(
          type, type + " must offer its builder by a method " + method + "()");
    }
  }
}
