package io.github.seqrec4j.imports.download;

import java.net.URI;
import java.nio.file.Path;

/**
 * A file that was fetched.
 *
 * @param address from where
 * @param file where it lies
 * @param bytes how long it is
 * @param sha256 of its bytes, in hexadecimal
 * @param checked against what
 */
public record DownloadedFile(URI address, Path file, long bytes, String sha256, Checked checked) {

  /** What the bytes were compared with. */
  public enum Checked {
    /** The publisher's checksum. */
    PUBLISHED("against the publisher's checksum"),
    /** The SHA-256 of an earlier fetch. */
    EARLIER("against the checksum of an earlier download"),
    /** Nothing: the publisher gives no checksum. The SHA-256 is kept for the next time. */
    FIRST_USE("first download, no checksum is published");

    private final String text;

    Checked(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
