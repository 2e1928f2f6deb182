package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Internal;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the partitions of a round came to, together: the sum of their dense weights, and of the rows
 * of the ID table that they moved. Sums are added in any order to the same numbers.
 */
@Internal
public final class RoundSum implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<Part> parts;
  private final @Nullable WeightSum dense;
  private final int[] rows;
  private final int[] movers;
  private final @Nullable WeightSum values;

  /** A partition's round; no record, as Kryo knows none. */
  static final class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int partition;
    private final double loss;
    private final double distillation;
    private final double gradientNorm;
    private final double seconds;
    private final long bytes;

    /**
     * Of a round.
     *
     * @param mean of its steps
     * @param seconds of the round
     * @param bytes of the numbers that it sends
     */
    Part(int partition, StepRunner.Made mean, double seconds, long bytes) {
      this.partition = partition;
      loss = mean.loss();
      distillation = mean.distillation();
      gradientNorm = mean.gradientNorm();
      this.seconds = seconds;
      this.bytes = bytes;
    }

    int partition() {
      return partition;
    }

    double loss() {
      return loss;
    }

    double distillation() {
      return distillation;
    }

    double gradientNorm() {
      return gradientNorm;
    }

    double seconds() {
      return seconds;
    }

    long bytes() {
      return bytes;
    }
  }

  /** Nothing. */
  public RoundSum() {
    this(List.of(), null, new int[0], new int[0], null);
  }

  /**
   * Of some partitions.
   *
   * @param rows distinct rows of the ID table that any of them moved, in order
   * @param movers number of partitions that moved each
   * @param values of the rows, (rows F_id); null without any
   */
  RoundSum(
      List<Part> parts,
      @Nullable WeightSum dense,
      int[] rows,
      int[] movers,
      @Nullable WeightSum values) {
    this.parts = new ArrayList<>(parts);
    this.dense = dense;
    this.rows = rows;
    this.movers = movers;
    this.values = values;
  }

  /** This and others; neither is used afterwards. */
  public RoundSum plus(RoundSum other) {
    if (dense == null) {
      return other;
    }
    if (other.dense == null) {
      return this;
    }
    WeightSum sum = dense.empty(dense.size());
    sum.add(0, dense, 0, dense.size());
    sum.add(0, other.dense, 0, dense.size());
    List<Part> all = new ArrayList<>(parts);
    all.addAll(other.parts);
    all.sort(Comparator.comparingInt(Part::partition));
    if (values == null || other.values == null) {
      RoundSum only = values == null ? other : this;
      return new RoundSum(all, sum, only.rows, only.movers, only.values);
    }
    int[] union =
        IntStream.concat(Arrays.stream(rows), Arrays.stream(other.rows))
            .sorted()
            .distinct()
            .toArray();
    int[] counts = new int[union.length];
    int width = (int) (values.size() / rows.length);
    WeightSum table = values.empty((long) union.length * width);
    addTo(union, counts, table, width);
    other.addTo(union, counts, table, width);
    return new RoundSum(all, sum, union, counts, table);
  }

  private void addTo(int[] union, int[] counts, WeightSum table, int width) {
    if (values == null) {
      return;
    }
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      while (union[at] < rows[i]) {
        at++;
      }
      counts[at] += movers[i];
      table.add((long) at * width, values, (long) i * width, width);
    }
  }

  /** In the order of their numbers. */
  List<Part> parts() {
    return parts;
  }

  /** (P); null of nothing. */
  @Nullable WeightSum dense() {
    return dense;
  }

  /** Distinct rows of the ID table, in order. */
  int[] rows() {
    return rows;
  }

  /** Partitions that moved each of the rows. */
  int[] movers() {
    return movers;
  }

  /** Values of the rows; null without any. */
  @Nullable WeightSum values() {
    return values;
  }
}
