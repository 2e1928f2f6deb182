package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.Option;
import java.util.Arrays;

/**
 * Softmax over the items of the batch, debiased by popularity (paper section 3.3): logit = u . e -
 * log p(item), with p(i) = count(i)^power / sum. Counts are clamped at 1, so that an item outside
 * the training sequences has a finite correction.
 *
 * @param popularityPower exponent of the count, at least 0; 1 in the reference, 0 corrects nothing
 * @param columns whether a candidate is an item of the batch or a slot of it; both give the same
 *     loss
 */
@Description(
    value = "Cross entropy against all items of the batch, corrected for popularity",
    source =
        "Ji et al., Online Distillation-enhanced Multi-modal Transformer for Sequential Recommendation, ACM MM 2023, section 3.3")
public record InBatchSoftmax(
    @Option(
            "exponent of the item count in the popularity correction, at least 0; 0 corrects nothing")
        double popularityPower,
    @Option(
            "distinct: each item of the batch is encoded and scored once; slots: once per slot, as the reference does, at the same loss")
        Columns columns)
    implements Objective {

  /** What a candidate is. */
  public enum Columns {
    /** Each distinct item once, standing for all slots that hold it. */
    DISTINCT,
    /** Every slot, padding included (excluded by its logit), as the reference computes. */
    SLOTS
  }

  /** Power 1, distinct items. */
  public InBatchSoftmax() {
    this(1, Columns.DISTINCT);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the power is negative
   */
  public InBatchSoftmax {
    Arguments.notNegative("popularityPower", popularityPower);
  }

  @Override
  public String type() {
    return "in-batch-softmax";
  }

  @Override
  public Sampler sampler(ItemCounts counts) {
    double[] weight = new double[counts.items() + 1];
    double sum = 0;
    for (int i = 1; i < weight.length; i++) {
      weight[i] = Math.pow((double) Math.max(counts.count(i), 1), popularityPower);
      sum += weight[i];
    }
    double[] popularity = new double[weight.length];
    popularity[0] = 1;
    for (int i = 1; i < weight.length; i++) {
      popularity[i] = weight[i] / sum;
    }
    return sampler(popularity);
  }

  /** A sampler for given p(i), index 0 being padding. */
  Sampler sampler(double[] popularity) {
    float[] correction = new float[popularity.length];
    for (int i = 0; i < correction.length; i++) {
      correction[i] = (float) -Math.log(popularity[i]);
    }
    return (slots, random) ->
        columns == Columns.SLOTS ? perSlot(slots, correction) : distinct(slots, correction);
  }

  private static Candidates perSlot(int[] slots, float[] correction) {
    int[] column = new int[slots.length];
    float[] corrections = new float[slots.length];
    int[] ones = new int[slots.length];
    Arrays.fill(ones, 1);
    for (int s = 0; s < slots.length; s++) {
      column[s] = slots[s] == 0 ? -1 : s;
      corrections[s] = correction[slots[s]];
    }
    return new Candidates(slots.clone(), column, ones, corrections);
  }

  private static Candidates distinct(int[] slots, float[] correction) {
    int[] items = Arrays.stream(slots).filter(item -> item != 0).sorted().distinct().toArray();
    int[] column = new int[slots.length];
    int[] multiplicity = new int[items.length];
    float[] corrections = new float[items.length];
    for (int c = 0; c < items.length; c++) {
      corrections[c] = correction[items[c]];
    }
    for (int s = 0; s < slots.length; s++) {
      column[s] = slots[s] == 0 ? -1 : Arrays.binarySearch(items, slots[s]);
      if (column[s] >= 0) {
        multiplicity[column[s]]++;
      }
    }
    return new Candidates(items, column, multiplicity, corrections);
  }
}
