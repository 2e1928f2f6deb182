package io.github.seqrec4j.encode.text;

/** How the vectors of a text's tokens become one. */
public enum Pooling {
  /** Their mean. */
  MEAN,
  /** That of the first token, which some models train for it. */
  CLS
}
