package io.github.seqrec4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The lines of an ablation as a table in Markdown, one row per variant: means and deviations over
 * the seeds and, of {@code BACKBONE-odmt}, the gain over {@code BACKBONE-id} with its standard
 * error.
 */
final class AblationTable {

  private AblationTable() {}

  /**
   * The table.
   *
   * @param lines variant, seed, best epoch and then {@code branch hit ndcg (...)}, apart by tabs
   */
  static String of(List<String> lines) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      Row row = rows.computeIfAbsent(fields[0], variant -> new Row());
      row.epochs.add(fields[2]);
      for (int f = 3; f < fields.length; f++) {
        String[] words = fields[f].split(" ", -1);
        row.branches
            .computeIfAbsent(words[0], branch -> new Figures())
            .add(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
      }
    }
    StringBuilder table =
        new StringBuilder(
            """
            | variant | best epochs | test hit@10 / ndcg@10 | gain in hit@10 | branches |
            |---|---|---|---|---|
            """);
    rows.forEach(
        (variant, row) -> {
          Row ids = rows.get(variant.replaceFirst("-odmt$", "-id"));
          table.append(
              "| %s | %s | %s | %s | %s |\n"
                  .formatted(
                      variant,
                      String.join(", ", row.epochs),
                      row.ensemble(),
                      ids == null || ids == row ? "" : row.ensemble().hit.over(ids.ensemble().hit),
                      row.otherBranches()));
        });
    return table.toString();
  }

  /** What the seeds of a variant came to. */
  private static final class Row {

    private final List<String> epochs = new ArrayList<>();
    private final Map<String, Figures> branches = new LinkedHashMap<>();

    private Figures ensemble() {
      return branches.getOrDefault("ensemble", new Figures());
    }

    /** The branches of an ensemble of several. */
    private String otherBranches() {
      if (branches.size() <= 2) {
        return "";
      }
      return branches.entrySet().stream()
          .filter(branch -> !branch.getKey().equals("ensemble"))
          .map(branch -> branch.getKey() + " " + branch.getValue())
          .collect(Collectors.joining(" "));
    }
  }

  /** Both metrics of one branch. */
  private static final class Figures {

    private final Sample hit = new Sample();
    private final Sample ndcg = new Sample();

    private void add(double hitRate, double gain) {
      hit.values.add(hitRate);
      ndcg.values.add(gain);
    }

    @Override
    public String toString() {
      return hit + " / " + ndcg;
    }
  }

  /** One metric, a value of each seed. */
  private static final class Sample {

    private final List<Double> values = new ArrayList<>();

    private double mean() {
      return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    }

    /** The variance of a sample; NaN of fewer than two values. */
    private double variance() {
      double mean = mean();
      double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
      return squares / (values.size() - 1);
    }

    /** The difference of the means and its standard error, as of independent samples. */
    private String over(Sample other) {
      return figure(
          mean() - other.mean(),
          Math.sqrt(variance() / values.size() + other.variance() / other.values.size()));
    }

    @Override
    public String toString() {
      return figure(mean(), Math.sqrt(variance()));
    }

    private static String figure(double value, double spread) {
      return Double.isFinite(spread)
          ? String.format(Locale.ROOT, "%.4f ± %.4f", value, spread)
          : String.format(Locale.ROOT, "%.4f", value);
    }
  }
}
