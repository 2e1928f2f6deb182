package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.CandidateSampler.Batch;
import io.github.seqrec4j.api.CandidateSampler.Sampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.UsageException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A row's target in a column of its own, and K items drawn from a distribution with replacement,
 * once for the batch or for each row. A drawn item of the row's own sequence, its target included,
 * is no candidate: the training excludes it.
 *
 * @param distribution q
 * @param count K
 * @param correction for how they are drawn
 */
record Negatives(ItemDistribution distribution, int count, Correction correction) {

  /** K where nobody says otherwise: as gSASRec and eSASRec draw for each row. */
  static final int DEFAULT = 256;

  /** Most draws of a step, whose indices alone take half a gigabyte. */
  private static final long MOST_DRAWS = 1 << 27;

  Sampler sampler(Scope scope) {
    return scope == Scope.BATCH ? this::ofBatch : this::ofRows;
  }

  /** An item that is drawn several times is one column that counts as many times. */
  private Candidates ofBatch(Batch batch, RandomGenerator random) {
    int[] drawn = distribution.draw(count, random);
    Distinct shared = Distinct.of(drawn);
    int[] column = shared.places(batch.slots());
    int[] notDrawn = batch.slots().clone(); // read by the backbones, but nobody's negative
    for (int s = 0; s < column.length; s++) {
      notDrawn[s] = column[s] < 0 ? notDrawn[s] : 0;
    }
    Distinct others = Distinct.of(notDrawn);
    int[] place = others.places(notDrawn);
    for (int s = 0; s < column.length; s++) {
      column[s] = place[s] < 0 ? column[s] : shared.size() + place[s];
    }
    int[] items = Arrays.copyOf(shared.items(), shared.size() + others.size());
    System.arraycopy(others.items(), 0, items, shared.size(), others.size());
    return Candidates.encoding(items, column)
        .shared(shared.occurrences(shared.places(drawn)), ofNegatives(shared.items()))
        .targetColumn(ofTargets(batch))
        .build();
  }

  private Candidates ofRows(Batch batch, RandomGenerator random) {
    long draws = (long) batch.rows() * count;
    if (draws > MOST_DRAWS) {
      throw new UsageException(
          "negatives: "
              + count
              + " for each of the batch's "
              + batch.rows()
              + " rows are "
              + draws
              + ", more than "
              + MOST_DRAWS
              + "; take fewer, a smaller batch, or scope = batch");
    }
    int[] drawn = distribution.draw((int) draws, random);
    Distinct encoded = Distinct.of(batch.slots(), drawn);
    return Candidates.encoding(encoded.items(), encoded.places(batch.slots()))
        .negatives(count, encoded.places(drawn), ofNegatives(drawn))
        .targetColumn(ofTargets(batch))
        .build();
  }

  private float[] ofNegatives(int[] items) {
    float[] less = new float[items.length];
    for (int i = 0; i < less.length; i++) {
      less[i] = correction.ofNegative(distribution.logProbability(items[i]), count);
    }
    return less;
  }

  private float[] ofTargets(Batch batch) {
    float[] less = new float[batch.rows()];
    for (int r = 0; r < less.length; r++) {
      int item = batch.slots()[batch.targets()[r]];
      less[r] = correction.ofTarget(distribution.logProbability(item));
    }
    return less;
  }
}
