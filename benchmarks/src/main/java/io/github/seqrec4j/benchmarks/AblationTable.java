package io.github.seqrec4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines of an ablation as a table in Markdown, one row per variant. */
final class AblationTable {

  private AblationTable() {}

  /**
   * The table.
   *
   * @param lines variant, seed, best epoch and then {@code branch hit ndcg (...)}, apart by tabs
   */
  static String of(List<String> lines) {
    // By variant, then branch: hit and ndcg of each seed.
    Map<String, Map<String, List<double[]>>> variants = new LinkedHashMap<>();
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      Map<String, List<double[]>> branches =
          variants.computeIfAbsent(fields[0], v -> new LinkedHashMap<>());
      for (int f = 3; f < fields.length; f++) {
        String[] words = fields[f].split(" ", -1);
        branches
            .computeIfAbsent(words[0], b -> new ArrayList<>())
            .add(new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])});
      }
    }
    StringBuilder table =
        new StringBuilder("| variant | seeds | test hit@10 / ndcg@10 | branches |\n");
    table.append("|---|---|---|---|\n");
    variants.forEach(
        (variant, branches) -> {
          List<double[]> ensemble = branches.getOrDefault("ensemble", List.of());
          table
              .append("| ")
              .append(variant)
              .append(" | ")
              .append(ensemble.size())
              .append(" | ")
              .append(cell(ensemble))
              .append(" |");
          branches.forEach(
              (branch, values) -> {
                if (branches.size() > 2 && !branch.equals("ensemble")) {
                  table.append(' ').append(branch).append(' ').append(cell(values));
                }
              });
          table.append(" |\n");
        });
    return table.toString();
  }

  private static String cell(List<double[]> values) {
    return statistic(values, 0) + " / " + statistic(values, 1);
  }

  /** Mean, and the deviation of a sample where there are two values or more. */
  private static String statistic(List<double[]> values, int metric) {
    double mean = values.stream().mapToDouble(v -> v[metric]).average().orElse(Double.NaN);
    if (values.size() < 2) {
      return String.format(Locale.ROOT, "%.4f", mean);
    }
    double squares =
        values.stream().mapToDouble(v -> (v[metric] - mean) * (v[metric] - mean)).sum();
    return String.format(
        Locale.ROOT, "%.4f ± %.4f", mean, Math.sqrt(squares / (values.size() - 1)));
  }
}
