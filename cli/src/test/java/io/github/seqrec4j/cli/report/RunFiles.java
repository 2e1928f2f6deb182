package io.github.seqrec4j.cli.report;

import com.google.gson.Gson;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.training.RunRecord;
import io.github.seqrec4j.training.TrainingReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of a run that never ran, in the form that a run writes. */
final class RunFiles {

  private final Path directory;
  private final List<String> branches;
  private final Map<String, Object> metrics = new LinkedHashMap<>();

  RunFiles(Path directory, int epochs, int bestEpoch, List<String> branches) {
    this.directory = directory;
    this.branches = branches;
    metrics.put(
        "config",
        Map.of(
            "data", Map.of("path", "/shops/garden"),
            "backbone", Map.of("type", "sasrec", "sasrec", Map.of("layers", 2)),
            "training", Map.of("select-by", "hit@10")));
    metrics.put(
        "data",
        Map.of(
            "hash", "c0ffee",
            "users", 1234,
            "items", 567,
            "interactions", 89012,
            "dropped", Map.of("users with too few", 31)));
    metrics.put("bestEpoch", bestEpoch);
    metrics.put("lastEpoch", epochs);
    metrics.put("validation", rankings(0.3));
    metrics.put("test", rankings(0.2));
    Map<String, Map<String, Double>> popularity = Map.of(TrainingReport.POPULARITY, metrics(0.05));
    metrics.put(
        "standardErrors",
        Map.of(
            "validation", rankings(0.01),
            "test", rankings(0.01),
            "baselines", Map.of(TrainingReport.POPULARITY, metrics(0.01))));
    metrics.put("baselines", popularity);
    metrics.put("seconds", Map.of("train", 100.0, "evaluate", 10.0));
    metrics.put("seed", 42);
    metrics.put("environment", Map.of("java", "17", "processors", 2));
    List<String> lines = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      lines.add(line(epoch, epoch / (double) epochs));
    }
    write("train.jsonl", String.join("\n", lines) + "\n");
  }

  /** Replaces a member of {@code metrics.json}. */
  RunFiles with(String key, Object value) {
    metrics.put(key, value);
    return this;
  }

  /** Writes {@code metrics.json}, reads both files back and builds the page. */
  String page() {
    write("metrics.json", new Gson().toJson(metrics));
    return ReportPage.of(RunRecord.read(directory), null, LineChart.obstacle());
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(int epoch, double progress) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("epoch", epoch);
    line.put("crossEntropy", 20 - progress);
    line.put("distillation", progress);
    line.put("distillationWeight", branches.size() > 1 ? progress : 0.0);
    line.put("gradientNorm", 1.5);
    line.put("validation", rankings(0.3 * progress));
    line.put("best", true);
    line.put("seconds", Map.of("train", 5.0, "evaluate", 1.0));
    line.put("residentBytes", 700_000_000L);
    return new Gson().toJson(line);
  }

  private Map<String, Map<String, Double>> rankings(double hit) {
    Map<String, Map<String, Double>> rankings = new LinkedHashMap<>();
    rankings.put(Branch.ENSEMBLE, metrics(hit));
    branches.forEach(branch -> rankings.put(branch, metrics(hit / 2)));
    return rankings;
  }

  private static Map<String, Double> metrics(double hit) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("hit@10", hit);
    metrics.put("ndcg@10", hit / 2);
    metrics.put("mrr", hit / 3);
    return metrics;
  }
}
