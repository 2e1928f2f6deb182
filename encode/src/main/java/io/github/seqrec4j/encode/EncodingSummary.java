package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.content.FeatureShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What encoding one modality came to. The counts add up to the items of the catalogue.
 *
 * @param file the feature file, in float16
 * @param shape shape of a row
 * @param encoded items with features, at least 1
 * @param missing items with nothing to encode, at least 0; their rows are zero
 * @param unreadable items whose content could not be read, at least 0; their rows are zero
 * @param examples the first few unreadable files, each with the reason
 * @param state whether they were made now
 */
public record EncodingSummary(
    Path file,
    FeatureShape shape,
    int encoded,
    int missing,
    int unreadable,
    List<String> examples,
    State state) {

  /** Whether features were made. */
  public enum State {
    /** They were made now. */
    WRITTEN,
    /** They were there, of the same content, encoder and options. */
    UP_TO_DATE
  }

  /** Copies the examples. */
  public EncodingSummary {
    examples = List.copyOf(examples);
  }

  /** For people: one line, and one for each example. */
  @Override
  public String toString() {
    String numbers =
        shape.isPooled()
            ? shape.width() + " numbers each"
            : shape.tokens() + " tokens of " + shape.width() + " numbers each";
    String counts =
        String.format(
            Locale.ROOT,
            "%s: %s%,d items encoded, %s; %,d had nothing to encode, %,d were unreadable",
            file,
            state == State.UP_TO_DATE ? "up to date: " : "",
            encoded,
            numbers,
            missing,
            unreadable);
    return examples.isEmpty() ? counts : counts + "\n    " + String.join("\n    ", examples);
  }
}
