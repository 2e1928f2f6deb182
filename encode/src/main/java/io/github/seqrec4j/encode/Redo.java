package io.github.seqrec4j.encode;

/** When features that are there are made anew. */
public enum Redo {
  /** When content, encoder, its options, its model or the version of this library differ. */
  IF_CHANGED,
  /** Always. */
  ALWAYS
}
