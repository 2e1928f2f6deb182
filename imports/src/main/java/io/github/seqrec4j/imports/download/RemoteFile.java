package io.github.seqrec4j.imports.download;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file to fetch.
 *
 * @param address over http or https; its last part is the file's name
 * @param md5 as the publisher gives it, 32 hexadecimal digits; null where there is none
 */
public record RemoteFile(URI address, @Nullable String md5) {

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the address is not over http or https, or names no file, or
   *     the checksum is none
   */
  public RemoteFile {
    String scheme = String.valueOf(address.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("address must begin with http or https: " + address);
    }
    if (!name(address).matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("address must end in the name of a file: " + address);
    }
    if (md5 != null) {
      md5 = md5.toLowerCase(Locale.ROOT);
      if (!md5.matches("[0-9a-f]{32}")) {
        throw new IllegalArgumentException("md5 must be 32 hexadecimal digits: " + md5);
      }
    }
  }

  /** Name of the file. */
  public String name() {
    return name(address);
  }

  private static String name(URI address) {
    String path = String.valueOf(address.getPath());
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
