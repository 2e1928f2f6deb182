package io.github.seqrec4j.imports;

/**
 * What became of pictures.
 *
 * @param linked hard links made
 * @param copied copies made
 * @param unused files that are no item's picture: of an unknown item, or of another ending than
 *     png, jpg and jpeg
 */
public record PictureCounts(long linked, long copied, long unused) {

  /** None. */
  public static final PictureCounts NONE = new PictureCounts(0, 0, 0);
}
