package io.github.seqrec4j.training;

import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the windows of a {@link io.github.seqrec4j.data.RollingSplit} came to: each on its own test,
 * and the mean over windows, in which each counts alike.
 *
 * @param windows reports of the trainings, the oldest window first, at least two
 */
public record RollingReport(List<TrainingReport> windows) {

  /** Name of the file of a directory of windows. */
  public static final String FILE = "rolling.json";

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if there are fewer than two windows
   */
  public RollingReport {
    windows = List.copyOf(windows);
    if (windows.size() < 2) {
      throw new IllegalArgumentException("there must be at least two windows: " + windows.size());
    }
  }

  /** Mean of the test metrics over the windows, by ranking. */
  public Map<String, Map<String, Double>> mean() {
    return over(TrainingReport::test, RollingReport::mean);
  }

  /**
   * Standard deviation of the test metrics from window to window, by ranking; what a window's own
   * users make of it is in it.
   */
  public Map<String, Map<String, Double>> deviation() {
    return over(TrainingReport::test, RollingReport::deviation);
  }

  /** Mean of the baselines' test metrics over the windows. */
  public Map<String, Map<String, Double>> baselines() {
    return over(TrainingReport::baselines, RollingReport::mean);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /** Of the rankings and metrics that all windows have. */
  private Map<String, Map<String, Double>> over(
      Function<TrainingReport, Map<String, Map<String, Double>>> part,
      Function<double[], Double> statistic) {
    List<Map<String, Map<String, Double>>> all = windows.stream().map(part).toList();
    Map<String, Map<String, Double>> result = new LinkedHashMap<>();
    all.get(0)
        .forEach(
            (ranking, metrics) -> {
              Map<String, Double> values = new LinkedHashMap<>();
              for (String metric : metrics.keySet()) {
                List<Double> ofWindows = new ArrayList<>();
                for (Map<String, Map<String, Double>> window : all) {
                  Double value = window.getOrDefault(ranking, Map.of()).get(metric);
                  if (value != null) {
                    ofWindows.add(value);
                  }
                }
                if (ofWindows.size() == all.size()) {
                  double[] numbers = ofWindows.stream().mapToDouble(v -> v).toArray();
                  values.put(metric, statistic.apply(numbers));
                }
              }
              result.put(ranking, values);
            });
    return result;
  }

  /** A window in the file. */
  private record Window(
      int window,
      int bestEpoch,
      Map<String, Map<String, Double>> test,
      Map<String, Map<String, Double>> baselines) {}

  /**
   * Writes all of it as {@value #FILE} into a directory.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void write(Path directory) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Window> each = new ArrayList<>();
    for (TrainingReport window : windows) {
      each.add(new Window(each.size() + 1, window.bestEpoch(), window.test(), window.baselines()));
    }
    json.put("windows", each);
    json.put("mean", mean());
    json.put("deviation", deviation());
    json.put("baselines", baselines());
    try {
      AtomicFiles.write(
          directory.resolve(FILE),
          new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n");
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, "see to it that it can be written, and resume");
    }
  }
}
