package io.github.seqrec4j.study;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.Option;
import java.util.List;

/**
 * What varies in a study, such as the backbone.
 *
 * @param name of the column in tables
 * @param variants at least one, with names of their own
 */
@Built(required = "name")
public record AxisSpec(
    @Option("name of its column, 1 to 60 characters") String name,
    @Option("its values, at least one") List<VariantSpec> variants) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is no variant, or two have one name
   */
  @Internal
  public AxisSpec {
    VariantSpec.checkName(name);
    variants = List.copyOf(variants);
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("variants must be at least one");
    }
    distinct("variants", variants.stream().map(VariantSpec::name).toList());
  }

  /** That no two of an option's names are the same. */
  static void distinct(String option, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw new IllegalArgumentException(
            option + " must have different names: '" + names.get(i) + "' stands twice");
      }
    }
  }

  /**
   * The variant of a name.
   *
   * @throws IllegalArgumentException if there is none, with the nearest
   */
  VariantSpec variant(String wanted) {
    return variants.stream()
        .filter(variant -> variant.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no '"
                        + wanted
                        + "' on the axis '"
                        + name
                        + "'"
                        + Names.suggestion(
                            wanted, variants.stream().map(VariantSpec::name).toList())));
  }

  /** A builder. */
  public static AxisSpecBuilder builder() {
    return new AxisSpecBuilder();
  }

  /** A builder that starts from this. */
  public AxisSpecBuilder toBuilder() {
    return new AxisSpecBuilder(this);
  }
}
