package io.github.seqrec4j.imports.download;

import java.util.List;

/**
 * A dataset with a public address.
 *
 * @param name what a person calls it by
 * @param format name of the importer that reads it
 * @param licence the terms its publisher gives it under, in a sentence
 * @param files what it consists of, at least one
 */
public record PublicDataset(String name, String format, String licence, List<RemoteFile> files) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no file, or two have one name
   */
  public PublicDataset {
    files = List.copyOf(files);
    if (files.isEmpty() || files.stream().map(RemoteFile::name).distinct().count() < files.size()) {
      throw new IllegalArgumentException(
          name + ": expected files, each of another name, got " + files);
    }
  }
}
