package io.github.seqrec4j.training;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.ItemCounts;
import java.util.Arrays;

/** All items as candidates of every row, laid out in another way each: the loss is that of all. */
record EveryItem(Layout layout) implements CandidateSampler {

  enum Layout {
    /** A column of the target's own, then all items shared. */
    TARGET_AND_SHARED,
    /** A column of the target's own, then all items as negatives of each row's own. */
    TARGET_AND_OWN,
    /** A column of the target's own, the first items shared, the others each row's own. */
    TARGET_SHARED_AND_OWN
  }

  @Override
  public String type() {
    return "every-item";
  }

  @Override
  public Sampler sampler(ItemCounts counts) {
    int all = counts.items();
    int shared =
        switch (layout) {
          case TARGET_AND_SHARED -> all;
          case TARGET_AND_OWN -> 0;
          case TARGET_SHARED_AND_OWN -> all / 2;
        };
    return (batch, random) -> {
      int[] items = new int[all];
      Arrays.setAll(items, i -> i + 1);
      int[] column = Arrays.stream(batch.slots()).map(item -> item - 1).toArray();
      int[] ones = new int[shared];
      Arrays.fill(ones, 1);
      Candidates.Builder candidates =
          Candidates.encoding(items, column)
              .shared(ones, new float[shared])
              .targetColumn(new float[batch.rows()]);
      int own = all - shared;
      if (own > 0) {
        int[] negatives = new int[batch.rows() * own];
        Arrays.setAll(negatives, i -> shared + i % own);
        candidates.negatives(own, negatives, new float[negatives.length]);
      }
      return candidates.build();
    };
  }
}
