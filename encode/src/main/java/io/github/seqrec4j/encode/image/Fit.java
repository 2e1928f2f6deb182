package io.github.seqrec4j.encode.image;

/** How a picture is brought to the square that a model sees. */
public enum Fit {
  /** Its shorter side to {@code resize} points; then the middle is cut out. */
  CROP,
  /** Both sides to the square's, whatever its proportions. */
  STRETCH
}
