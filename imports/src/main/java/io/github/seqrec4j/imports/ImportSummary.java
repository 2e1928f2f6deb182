package io.github.seqrec4j.imports;

import java.util.List;

/**
 * What an import came to.
 *
 * @param format the importer's name
 * @param sources files read
 * @param interactions what became of interactions
 * @param items what became of items that the source describes
 * @param undescribed items met in interactions only, written with an empty title
 * @param untitled items described, but without a title
 * @param pictures what became of pictures
 * @param notes what a person should know about how the source was understood
 */
public record ImportSummary(
    String format,
    List<Source> sources,
    TableCounts interactions,
    TableCounts items,
    long undescribed,
    long untitled,
    PictureCounts pictures,
    List<String> notes) {

  /**
   * A file that was read.
   *
   * @param file where
   * @param bytes how long
   * @param sha256 of its bytes, in hexadecimal
   */
  public record Source(String file, long bytes, String sha256) {}

  /** Copies the lists. */
  public ImportSummary {
    sources = List.copyOf(sources);
    notes = List.copyOf(notes);
  }
}
