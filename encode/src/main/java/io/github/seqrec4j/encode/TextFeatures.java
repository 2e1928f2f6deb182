package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.TextEncoder;

/**
 * How {@code features/text.npy} is made.
 *
 * @param template the text of an item: columns of the items file in braces, and what stands between
 *     them; {@code {title}} is the title column, whatever its name. What stands between two columns
 *     is left out with the later one where that is blank, and where no column before it has a value
 * @param clean whether columns become plain text first: HTML tags go, with scripts and styles,
 *     entities become the characters they stand for, and line breaks a space
 * @param encoder turns texts into numbers
 */
@Built
public record TextFeatures(
    @Option(
            value =
                "the text of an item: columns in braces, as in \"{title}. {brand}\"; what stands"
                    + " before a column is left out with it where it is blank",
            defaultValue = "\"{title}\"")
        String template,
    @Option(
            value =
                "plain text is made of columns: HTML tags go, entities become characters, line"
                    + " breaks a space; false for what the file holds",
            defaultValue = "true")
        boolean clean,
    @Option(value = "turns texts into numbers", defaultType = "minilm") TextEncoder encoder) {

  /**
   * Checks the template.
   *
   * @throws IllegalArgumentException if it names no column, or its braces do not match
   */
  @Internal
  public TextFeatures {
    TextTemplate.parse(template);
  }

  /** A builder that starts from the defaults. */
  public static TextFeaturesBuilder builder() {
    return new TextFeaturesBuilder();
  }

  /** A builder that starts from this. */
  public TextFeaturesBuilder toBuilder() {
    return new TextFeaturesBuilder(this);
  }
}
