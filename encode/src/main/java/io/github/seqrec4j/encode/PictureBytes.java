package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.encode.pictures.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** A picture as the bytes of its file, wherever that is. */
@Internal
public final class PictureBytes {

  private final String name;
  private final String where;
  private final byte[] bytes;

  /**
   * A picture.
   *
   * @param name of the file, without folders
   * @param where it is, for messages
   * @param bytes of it, not copied
   */
  public PictureBytes(String name, String where, byte[] bytes) {
    this.name = name;
    this.where = where;
    this.bytes = bytes;
  }

  /** What it adds to the hash of its item. */
  String part() {
    return Images.part(name, Sha256.of(bytes));
  }

  BufferedImage read() throws IOException {
    try {
      return Pictures.read(bytes);
    } catch (IOException e) {
      throw new IOException(where + ": " + e.getMessage(), e);
    }
  }
}
