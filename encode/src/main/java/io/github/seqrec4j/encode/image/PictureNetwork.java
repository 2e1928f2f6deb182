package io.github.seqrec4j.encode.image;

/** A vision model, whatever runs it. Several threads run it at the same time. */
interface PictureNetwork extends AutoCloseable {

  /**
   * Features of pictures.
   *
   * @param pixels (B, 3, size, size)
   */
  Vectors run(float[] pixels, int batch, int size);

  /**
   * What comes out.
   *
   * @param shape (B, F), (B, T, F) or (B, F, H, W)
   * @param values all numbers
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Vectors(long[] shape, float[] values) {}

  /** What error messages call it. */
  String name();

  @Override
  void close();
}
