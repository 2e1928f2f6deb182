package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Objective;
import java.util.Arrays;

/**
 * Softmax over all items of the catalogue: the likelihood itself, which {@link InBatchSoftmax}
 * estimates from a sample; nothing is to be corrected. Every step encodes all N items and scores
 * every row against them: memory and arithmetic grow with rows times N, which suits catalogues of
 * some thousand items and cheap encoders, such as ids alone. Items of a row's own sequence other
 * than its target are no candidates, as they are none when it is evaluated.
 */
@Description(
    value = "Cross entropy against the whole catalogue, for catalogues of some thousand items",
    source =
        "Hidasi and Karatzoglou, Recurrent Neural Networks with Top-k Gains for Session-based Recommendations, CIKM 2018, section 3")
public record FullSoftmax() implements Objective {

  @Override
  public String type() {
    return "full-softmax";
  }

  @Override
  public Sampler sampler(ItemCounts counts) {
    int[] items = new int[counts.items()];
    Arrays.setAll(items, c -> c + 1);
    int[] ones = new int[items.length];
    Arrays.fill(ones, 1);
    return (slots, random) -> {
      int[] column = Arrays.stream(slots).map(item -> item - 1).toArray(); // padding: -1
      return new Candidates(items.clone(), column, ones.clone(), new float[items.length]);
    };
  }
}
