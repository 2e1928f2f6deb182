package io.github.seqrec4j.imports;

import io.github.seqrec4j.imports.download.DownloadedFile;
import java.util.List;

/**
 * From where a source was fetched.
 *
 * @param name name of the public dataset
 * @param licence the terms its publisher gives it under, in a sentence
 * @param files what was fetched
 */
public record ImportOrigin(String name, String licence, List<DownloadedFile> files) {

  /** Copies the list. */
  public ImportOrigin {
    files = List.copyOf(files);
  }
}
