package io.github.seqrec4j.processor;

import java.util.List;
import java.util.stream.Collectors;

/** The source of a builder. */
final class BuilderSource {

  private final StringBuilder text = new StringBuilder();
  private final Spec spec;

  BuilderSource(Spec spec) {
    this.spec = spec;
    head();
    spec.options().forEach(this::field);
    constructors();
    spec.options().forEach(this::methods);
    build();
    text.append("}\n");
  }

  private void head() {
    line("package %s;".formatted(spec.packageName()));
    line("");
    if (spec.options().stream().anyMatch(o -> o.startsUnset() || o.isNullable())) {
      line("import org.jspecify.annotations.Nullable;");
      line("");
    }
    line("/**");
    line(" * Builds a {@link %s}.".formatted(spec.name()));
    line(" *");
    line(" * <p>%s".formatted(defaults()));
    line(" */");
    line(
        "@javax.annotation.processing.Generated(\"%s\")"
            .formatted(BuilderProcessor.class.getName()));
    line("public final class %s {".formatted(spec.builder()));
  }

  private String defaults() {
    List<BuilderOption> unset = required();
    String rest =
        spec.hasDefaults()
            ? "has the default of {@link %s#%s()}"
                .formatted(spec.name(), spec.name().replaceFirst(".*\\.", ""))
            : "has the default that a configuration gives it";
    return (unset.isEmpty() ? "" : "Must be set: " + names(unset) + ". ")
        + "An option that is not set "
        + rest
        + ".";
  }

  private List<BuilderOption> required() {
    return spec.options().stream().filter(o -> o.start().kind() == Start.Kind.NEVER).toList();
  }

  private static String names(List<BuilderOption> options) {
    return options.stream().map(BuilderOption::name).collect(Collectors.joining(", "));
  }

  private void field(BuilderOption option) {
    line("  private %s %s;".formatted(option.fieldType(), option.name()));
  }

  private void constructors() {
    line("");
    line("  %s() {".formatted(spec.builder()));
    if (spec.hasDefaults()) {
      line("    %s start = new %s();".formatted(spec.name(), spec.name()));
    }
    for (BuilderOption option : spec.options()) {
      line(
          "    %s = %s;"
              .formatted(option.name(), option.startsUnset() ? "null" : option.start().value()));
    }
    line("  }");
    line("");
    line("  %s(%s start) {".formatted(spec.builder(), spec.name()));
    for (BuilderOption option : spec.options()) {
      line("    %s = start.%s();".formatted(option.name(), option.name()));
    }
    line("  }");
  }

  private void methods(BuilderOption option) {
    String name = option.name();
    String taken = option.parameterType();
    line("");
    line("  /** %s */".formatted(option.doc()));
    line("  public %s %s(%s value) {".formatted(spec.builder(), name, taken));
    line("    %s = %s;".formatted(name, kept(option)));
    line("    return this;");
    line("  }");
    if (option.element() != null) {
      line("");
      line("  /** %s */".formatted(option.doc()));
      line("  public %s %s(%s... values) {".formatted(spec.builder(), name, option.element()));
      line("    %s = java.util.List.of(values);".formatted(name));
      line("    return this;");
      line("  }");
    }
    line("");
    line(
        "  /** What {@code %s} is now%s. */"
            .formatted(name, option.startsUnset() ? "; null if unset" : ""));
    line("  public %s %s() {".formatted(option.fieldType(), name));
    line("    return %s;".formatted(name));
    line("  }");
  }

  /** What the builder keeps of a value: a copy of a list, null where it may be. */
  private static String kept(BuilderOption option) {
    boolean takesNull = option.isNullable() || option.startsUnset();
    String value =
        takesNull || option.isPrimitive()
            ? "value"
            : "java.util.Objects.requireNonNull(value, \"%s\")".formatted(option.name());
    if (option.element() == null) {
      return value;
    }
    String copy = "java.util.List.copyOf(%s)".formatted(value);
    return takesNull ? "value == null ? null : " + copy : copy;
  }

  private void build() {
    List<BuilderOption> required = required();
    line("");
    line("  /**");
    line("   * The spec.");
    line("   *");
    if (!required.isEmpty()) {
      line("   * @throws IllegalStateException naming every option that must be set and is not");
    }
    line("   * @throws IllegalArgumentException naming the option that is wrong");
    line("   */");
    line("  public %s build() {".formatted(spec.name()));
    if (!required.isEmpty()) {
      missing(required);
    }
    line("    return new %s(".formatted(spec.name()));
    String arguments =
        spec.options().stream()
            .map(BuilderSource::argument)
            .collect(Collectors.joining(",\n        ", "        ", ");"));
    line(arguments);
    line("  }");
  }

  private static String argument(BuilderOption option) {
    return option.start().kind() == Start.Kind.WHEN_BUILT
        ? "%s != null ? %s : %s".formatted(option.name(), option.name(), option.start().value())
        : option.name();
  }

  /** The names of all that are missing, told at once. */
  private void missing(List<BuilderOption> required) {
    String condition =
        required.stream().map(o -> o.name() + " == null").collect(Collectors.joining(" || "));
    line("    if (%s) {".formatted(condition));
    line("      java.util.List<String> missing = new java.util.ArrayList<>();");
    for (BuilderOption option : required) {
      line("      if (%s == null) {".formatted(option.name()));
      line("        missing.add(\"%s\");".formatted(option.name()));
      line("      }");
    }
    line("      throw new IllegalStateException(");
    line("          \"%s is missing \" + String.join(\", \", missing));".formatted(spec.name()));
    line("    }");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
