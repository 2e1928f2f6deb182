package io.github.seqrec4j.testkit;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.ItemCounts;
import java.util.Arrays;

/** Every slot a candidate, drawn by its count, with at most one fault. */
public record BrokenSampler(Fault fault) implements CandidateSampler {

  /** What is wrong. */
  public enum Fault {
    NONE,
    /** Padding has columns too. */
    PADDING_COUNTED,
    /** The log probability of an item that never occurs is infinite. */
    COUNT_NOT_CLAMPED,
    /** A state of its own besides the given source of randomness. */
    STATEFUL
  }

  public BrokenSampler() {
    this(Fault.NONE);
  }

  @Override
  public String type() {
    return "broken";
  }

  @Override
  public Sampler sampler(ItemCounts counts) {
    int[] calls = {0};
    return (batch, random) -> {
      int[] slots = batch.slots();
      int[] column = new int[slots.length];
      int[] multiplicity = new int[slots.length];
      float[] drawn = new float[slots.length];
      Arrays.fill(multiplicity, 1);
      int shift = fault == Fault.STATEFUL ? calls[0]++ : 0;
      for (int slot = 0; slot < slots.length; slot++) {
        boolean padding = slots[slot] == 0;
        column[slot] = padding && fault != Fault.PADDING_COUNTED ? -1 : slot;
        long least = fault == Fault.COUNT_NOT_CLAMPED ? 0 : 1;
        long count = padding ? 1 : Math.max(counts.count(slots[slot]), least);
        drawn[slot] = (float) Math.log((double) count) + shift;
      }
      return Candidates.encoding(slots.clone(), column).shared(multiplicity, drawn).build();
    };
  }
}
