package io.github.seqrec4j.encode;

import io.github.seqrec4j.encode.EncodedChunk.PictureSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/** Pictures from anywhere, each asked for once, with their hashes. */
final class PicturesOnce implements Contents<BufferedImage> {

  private final List<String> ids;
  private final PictureSource source;
  private final String[] content; // each written by the thread that encodes the item

  PicturesOnce(List<String> ids, PictureSource source) {
    this.ids = ids;
    this.source = source;
    content = ids.toArray(String[]::new);
  }

  @Override
  public Found<BufferedImage> load(int item) {
    try {
      PictureBytes picture = source.load(item);
      if (picture == null) {
        return new Missing<>();
      }
      content[item] = ids.get(item) + picture.part();
      return new Present<>(picture.read());
    } catch (IOException e) {
      return new Unreadable<>(String.valueOf(e.getMessage()));
    }
  }

  /** The part of an item in the hash of all, once it was loaded. */
  String content(int item) {
    return content[item];
  }

  @Override
  public int weight(int item) {
    return 0;
  }

  @Override
  public int side() {
    return Images.SIDE;
  }

  @Override
  public String where() {
    return "pictures";
  }

  @Override
  public String hash() {
    throw new IllegalStateException("known once all are loaded");
  }
}
