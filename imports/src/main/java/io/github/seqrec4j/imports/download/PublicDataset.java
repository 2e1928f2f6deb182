package io.github.seqrec4j.imports.download;

import java.util.List;

/**
 * A dataset with a public address.
 *
 * @param name what a person calls it by, and its folder among those that were fetched: letters,
 *     digits and {@code . _ -}, the first a letter or digit
 * @param format name of the importer that reads it
 * @param licence the terms its publisher gives it under, in a sentence
 * @param files what it consists of, at least one
 */
public record PublicDataset(String name, String format, String licence, List<RemoteFile> files) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the name is not one, there is no file, or two have one name
   */
  public PublicDataset {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "name of a dataset must be letters, digits and . _ -, the first a letter or digit: '"
              + name
              + "'");
    }
    files = List.copyOf(files);
    if (files.isEmpty() || files.stream().map(RemoteFile::name).distinct().count() < files.size()) {
      throw new IllegalArgumentException(
          name + ": expected files, each of another name, got " + files);
    }
  }
}
