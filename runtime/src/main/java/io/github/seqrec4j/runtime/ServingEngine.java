package io.github.seqrec4j.runtime;

/** What computes the answers of a recommender. */
public enum ServingEngine {
  /** Java where the model's backbone has a Java form, else PyTorch. */
  AUTO,
  /**
   * Plain Java: no native library is loaded or unpacked, and beside the thread that asks only
   * processors work that no other request keeps busy.
   */
  JAVA,
  /** The blocks as they were trained, by the PyTorch engine on the class path. */
  PYTORCH
}
