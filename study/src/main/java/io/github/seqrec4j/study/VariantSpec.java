package io.github.seqrec4j.study;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.config.Settings;

/**
 * One value of an axis: a name and what it sets.
 *
 * @param name in tables, 1 to 60 characters on one line
 * @param set keys below the root, such as {@code backbone.type}
 */
@Built(required = "name")
public record VariantSpec(
    @Option("name in tables, 1 to 60 characters") String name,
    @Option(value = "what it sets, keys as below seqrec4j", defaultValue = "{}") Settings set) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is empty, too long or of several lines
   */
  @Internal
  public VariantSpec {
    checkName(name);
  }

  /** That a name can stand in a cell of a table. */
  static void checkName(String name) {
    if (name.isBlank() || name.length() > 60 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "name must be 1 to 60 characters on one line: '" + name.strip() + "'");
    }
  }

  /** A builder. */
  public static VariantSpecBuilder builder() {
    return new VariantSpecBuilder();
  }

  /** A builder that starts from this. */
  public VariantSpecBuilder toBuilder() {
    return new VariantSpecBuilder(this);
  }
}
