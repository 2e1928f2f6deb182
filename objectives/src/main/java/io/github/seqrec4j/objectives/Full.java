package io.github.seqrec4j.objectives;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.ItemCounts;
import java.util.Arrays;

/**
 * All items of the catalogue: the likelihood itself, which {@link InBatch} estimates from a sample;
 * nothing is to be corrected. Every step encodes all N items and scores every row against them:
 * memory and arithmetic grow with rows times N, which suits catalogues of some thousand items and
 * cheap encoders, such as ids alone. Items of a row's own sequence other than its target are no
 * candidates, as they are none when it is evaluated.
 */
@Description(
    value = "The whole catalogue, for catalogues of some thousand items",
    source =
        "Hidasi and Karatzoglou, Recurrent Neural Networks with Top-k Gains for Session-based Recommendations, CIKM 2018, section 3")
public record Full() implements CandidateSampler {

  @Override
  public String type() {
    return "full";
  }

  @Override
  public Sampler sampler(ItemCounts counts) {
    int[] items = new int[counts.items()];
    Arrays.setAll(items, c -> c + 1);
    int[] ones = new int[items.length];
    Arrays.fill(ones, 1);
    float[] certain = new float[items.length]; // log 1
    return (batch, random) -> {
      int[] column = Arrays.stream(batch.slots()).map(item -> item - 1).toArray(); // padding: -1
      return Candidates.encoding(items.clone(), column).shared(ones.clone(), certain).build();
    };
  }
}
