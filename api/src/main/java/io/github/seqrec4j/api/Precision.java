package io.github.seqrec4j.api;

/**
 * Numbers in which a training multiplies matrices; weights and all sums are float32 in any case.
 */
public enum Precision {
  /** Float32, 24 bits of significand. */
  FLOAT32,
  /**
   * The factors, and the result, rounded to bfloat16, 8 bits of significand: some twice as fast for
   * wide models where the processor multiplies such numbers (avx512_bf16, amx_bf16) or on a GPU;
   * slower elsewhere. The logits stay in float32.
   */
  BFLOAT16
}
