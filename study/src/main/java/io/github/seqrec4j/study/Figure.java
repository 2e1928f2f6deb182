package io.github.seqrec4j.study;

import java.util.List;

/**
 * A metric over the seeds.
 *
 * @param mean arithmetic mean
 * @param deviation sample standard deviation, n - 1 below the line; NaN of one seed
 */
public record Figure(double mean, double deviation) {

  /** Of the values of the seeds, at least one. */
  static Figure of(List<Double> values) {
    double mean = values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return new Figure(
        mean, values.size() < 2 ? Double.NaN : Math.sqrt(squares / (values.size() - 1)));
  }
}
