package io.github.seqrec4j.training;

import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.config.SpecTree;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.SplitSummary;
import io.github.seqrec4j.data.ingest.DataSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a finished run writes down, as JSON. */
final class RunMetrics {

  private RunMetrics() {}

  /**
   * Of a run.
   *
   * @param told what its training told of itself, by kind
   * @param title of its report, empty for none
   */
  static String of(
      RunSpec run,
      Dataset dataset,
      TrainingReport report,
      Map<Class<?>, TrainingEvent> told,
      String title) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("hash", report.dataHash());
    data.put("users", report.users());
    data.put("items", report.items());
    data.put("interactions", report.interactions());
    DataSummary summary = dataset.summary();
    data.put("interactionsRead", summary.interactionsRead());
    data.put("usersRead", summary.usersRead());
    data.put("rejected", summary.rejected());
    data.put("dropped", summary.dropped());
    SplitSummary split = dataset.split(run.recommender()).summary();
    data.put("split", split);
    List<String> warnings = new ArrayList<>(summary.warnings());
    warnings.addAll(split.warnings(run.recommender().evaluation()));
    data.put("warnings", warnings);
    Map<String, Object> seconds = new LinkedHashMap<>();
    seconds.put("train", report.trainSeconds());
    seconds.put("evaluate", report.evaluateSeconds());
    Map<String, Object> metrics = new LinkedHashMap<>();
    if (!title.isEmpty()) {
      metrics.put("title", title);
    }
    metrics.put(
        "config",
        SpecTree.of(RunSpec.builder().data(dataset.spec()).recommender(run.recommender()).build()));
    metrics.put("data", data);
    if (told.get(TrainingEvent.WarmStarted.class) instanceof TrainingEvent.WarmStarted warm) {
      Map<String, Object> from = new LinkedHashMap<>();
      from.put("model", warm.model().toString());
      from.put("kept", warm.kept());
      from.put("added", warm.added());
      from.put("gone", warm.gone());
      metrics.put("from", from);
    }
    metrics.put("bestEpoch", report.bestEpoch());
    metrics.put("lastEpoch", report.lastEpoch());
    metrics.put("ensemble", report.ensemble());
    metrics.put("validation", report.validation());
    metrics.put("test", report.test());
    metrics.put("standardErrors", report.standardErrors());
    metrics.put("baselines", report.baselines());
    if (report.cold() != null) {
      metrics.put("cold", report.cold());
    }
    if (report.refit() != null) {
      metrics.put(TrainingRun.REFIT, report.refit());
    }
    if (!report.changes().isEmpty()) {
      metrics.put("changes", report.changes());
    }
    metrics.put("seconds", seconds);
    metrics.put("estimate", told.get(TrainingEvent.Estimated.class));
    metrics.put("seed", run.recommender().training().seed());
    metrics.put("environment", Environment.current());
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(metrics)
        + "\n";
  }
}
