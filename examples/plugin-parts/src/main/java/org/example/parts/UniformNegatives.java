package org.example.parts;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Option;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * For each row its target and K items drawn for it alone, evenly from the catalogue and with
 * replacement (Jean, Cho, Memisevic and Bengio, "On Using Very Large Target Vocabulary for Neural
 * Machine Translation", ACL 2015, section 3).
 *
 * <p>An item is drawn K/N times on average, so that log(K/N) is its correction; the target is
 * always there, with log 1. The softmax over a row's candidates then has, on average, the
 * denominator of the whole catalogue. Losses that compare scores leave the correction out.
 *
 * @param negatives K, at least 1
 */
// tag::spec[]
@Description(
    value = "Items drawn evenly from the catalogue, for each row its own",
    source = "Jean et al., On Using Very Large Target Vocabulary for NMT, ACL 2015")
public record UniformNegatives(
    @Option("negatives drawn for each row, at least 1") int negatives)
    implements CandidateSampler {

  /** 64 negatives. */
  public UniformNegatives() {
    this(64);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if there are none
   */
  public UniformNegatives {
    Arguments.atLeast("negatives", negatives, 1);
  }

  @Override
  public String type() {
    return "uniform-negatives";
  }

  @Override
  public Sampler sampler(ItemCounts counts) {
    int items = counts.items();
    float correction = (float) Math.log((double) negatives / items);
    return (batch, random) -> {
      int size = Math.multiplyExact(batch.rows(), negatives);
      int[] drawn = random.ints(size, 1, items + 1).toArray();
      int[] encoded = // what is read, and what is drawn: each item once, no padding
          IntStream.concat(Arrays.stream(batch.slots()), Arrays.stream(drawn))
              .filter(item -> item != 0)
              .sorted()
              .distinct()
              .toArray();
      float[] corrections = new float[size];
      Arrays.fill(corrections, correction);
      return Candidates.encoding(encoded, columns(encoded, batch.slots()))
          .targetColumn(new float[batch.rows()])
          .negatives(negatives, columns(encoded, drawn), corrections)
          .build();
    };
  }

  /** The place of each item among those that are encoded, -1 for padding. */
  private static int[] columns(int[] encoded, int[] items) {
    return Arrays.stream(items)
        .map(item -> item == 0 ? -1 : Arrays.binarySearch(encoded, item))
        .toArray();
  }
}
// end::spec[]
