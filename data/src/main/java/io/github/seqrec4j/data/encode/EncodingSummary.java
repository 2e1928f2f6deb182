package io.github.seqrec4j.data.encode;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What encoding one modality came to. The counts add up to the items of the catalogue.
 *
 * @param file the feature file written, (items, width) in float16
 * @param width F, numbers per item, at least 1
 * @param encoded items with features, at least 1
 * @param missing items with nothing to encode, at least 0; their rows are zero
 * @param unreadable items whose content could not be read, at least 0; their rows are zero
 * @param examples the first few unreadable files, each with the reason
 */
public record EncodingSummary(
    Path file, int width, int encoded, int missing, int unreadable, List<String> examples) {

  /** Copies the examples. */
  public EncodingSummary {
    examples = List.copyOf(examples);
  }

  /** For people: one line, and one for each example. */
  @Override
  public String toString() {
    String counts =
        String.format(
            Locale.ROOT,
            "%s: %,d items encoded, %d numbers each; %,d had nothing to encode, %,d were unreadable",
            file,
            encoded,
            width,
            missing,
            unreadable);
    return examples.isEmpty() ? counts : counts + "\n    " + String.join("\n    ", examples);
  }
}
