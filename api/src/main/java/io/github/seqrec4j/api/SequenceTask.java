package io.github.seqrec4j.api;

/** What a backbone learns to predict. */
public enum SequenceTask {
  /** Each position predicts the item that follows it; the backbone must be causal. */
  NEXT_ITEM,
  /** Masked positions predict the item they hide (Cloze); the backbone sees both sides. */
  MASKED_ITEM
}
