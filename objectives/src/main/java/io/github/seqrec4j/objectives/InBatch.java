package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Option;
import java.util.Arrays;

/**
 * The items of the batch, debiased by popularity (paper section 3.3): logit = u . e - log p(item),
 * with p(i) = count(i)^power / sum. Counts are clamped at 1, so that an item outside the training
 * sequences has a finite correction.
 *
 * @param popularityPower exponent of the count, 0 to 15; 1 in the reference, 0 corrects nothing
 * @param columns whether a candidate is an item of the batch or a slot of it; both give the same
 *     loss
 */
@Description(
    value = "All items of the batch, corrected for popularity",
    source =
        "Ji et al., Online Distillation-enhanced Multi-modal Transformer for Sequential Recommendation, ACM MM 2023, section 3.3")
@Built
public record InBatch(
    @Option("exponent of the item count in the popularity correction, 0 to 15; 0 corrects nothing")
        double popularityPower,
    @Option(
            "distinct: each item of the batch is encoded and scored once; slots: once per slot, as the reference does, at the same loss")
        Columns columns)
    implements CandidateSampler {

  /** What a candidate is. */
  public enum Columns {
    /** Each distinct item once, standing for all slots that hold it. */
    DISTINCT,
    /** Every slot, padding included (excluded by its logit), as the reference computes. */
    SLOTS
  }

  /** Power 1: what is popular is no less likely to be found for being drawn more often. */
  public static InBatch debiased() {
    return new InBatch();
  }

  /** Power 1, distinct items. */
  public InBatch() {
    this(1, Columns.DISTINCT);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the power is out of its range
   */
  @Internal
  public InBatch {
    Arguments.within("popularityPower", popularityPower, 0, ItemDistribution.MAX_POWER);
  }

  /** A builder that starts from the defaults. */
  public static InBatchBuilder builder() {
    return new InBatchBuilder();
  }

  /** A builder that starts from this. */
  public InBatchBuilder toBuilder() {
    return new InBatchBuilder(this);
  }

  @Override
  public String type() {
    return "in-batch";
  }

  @Override
  public Sampler sampler(ItemCounts counts) {
    float[] logProbability = ItemDistribution.logProbabilities(counts, popularityPower);
    return (batch, random) ->
        columns == Columns.SLOTS
            ? perSlot(batch.slots(), logProbability)
            : distinct(batch.slots(), logProbability);
  }

  private static Candidates perSlot(int[] slots, float[] logProbability) {
    int[] column = new int[slots.length];
    float[] drawn = new float[slots.length];
    int[] ones = new int[slots.length];
    Arrays.fill(ones, 1);
    for (int s = 0; s < slots.length; s++) {
      column[s] = slots[s] == 0 ? -1 : s;
      drawn[s] = logProbability[slots[s]];
    }
    return Candidates.encoding(slots.clone(), column).shared(ones, drawn).build();
  }

  private static Candidates distinct(int[] slots, float[] logProbability) {
    Distinct items = Distinct.of(slots);
    int[] column = items.places(slots);
    float[] drawn = new float[items.size()];
    for (int c = 0; c < drawn.length; c++) {
      drawn[c] = logProbability[items.items()[c]];
    }
    return Candidates.encoding(items.items(), column)
        .shared(items.occurrences(column), drawn)
        .build();
  }
}
