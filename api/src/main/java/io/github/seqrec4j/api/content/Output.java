package io.github.seqrec4j.api.content;

/** What an encoder gives of an item. */
public enum Output {
  /** One vector. */
  POOLED,
  /** A vector for each token of a text, or each patch of a picture. */
  TOKENS
}
