package io.github.seqrec4j.kotlin.notebook

import io.github.seqrec4j.api.Branch
import io.github.seqrec4j.api.EvaluationSpec
import io.github.seqrec4j.evaluation.BootstrapInterval
import io.github.seqrec4j.evaluation.Ranking
import io.github.seqrec4j.training.TrainingReport
import java.util.Locale

/** A training in numbers: what was kept, and its metrics beside those of the baselines. */
internal fun Html.report(report: TrainingReport) {
  element(
    "p",
    String.format(
      Locale.ROOT,
      "Epoch %d of %d kept, chosen on validation. %,d users, %,d items, %,d interactions;" +
        " %.1f s of training, %.1f s of evaluation.",
      report.bestEpoch(),
      report.lastEpoch(),
      report.users(),
      report.items(),
      report.interactions(),
      report.trainSeconds(),
      report.evaluateSeconds(),
    ),
  )
  report.refit()?.let {
    element(
      "p",
      String.format(
        Locale.ROOT,
        "The model was then trained anew on all %,d interactions, nothing held out; the metrics are" +
          " of the one before.",
        it.interactions(),
      ),
    )
  }
  report.changes().forEach { element("p", it) }
  val errors = report.standardErrors()
  if (report.test().isEmpty()) {
    element("p", "The split holds nothing out for a test.")
  } else {
    metricTable(
      "Test",
      rows(report.test(), errors.test()) +
        report.baselines().map { (name, values) ->
          MetricRow(name, values, errors.baselines()[name].orEmpty())
        },
    )
  }
  metricTable("Validation, all users", rows(report.validation(), errors.validation()))
}

/** Ensemble and branches; the ensemble alone where its one branch is the same. */
private fun rows(
  metrics: Map<String, Map<String, Double>>,
  errors: Map<String, Map<String, Double>>,
): List<MetricRow> =
  metrics
    .filterKeys { metrics.size != 2 || it == Branch.ENSEMBLE || Branch.ENSEMBLE !in metrics }
    .map { (name, values) -> MetricRow(name, values, errors[name].orEmpty()) }

/**
 * Rankings by name, as of an evaluation or its slices, at the cut-offs that an evaluation has
 * unless told otherwise.
 */
internal fun Html.rankings(rankings: Map<String, Ranking>) {
  val cutoffs = EvaluationSpec().cutoffs()
  metricTable(
    "Metrics of the ranked targets",
    rankings.map { (name, ranking) ->
      val targets = String.format(Locale.ROOT, "%s (%,d)", name, ranking.ranks().size)
      MetricRow(targets, ranking.metrics(cutoffs), ranking.standardErrors(cutoffs))
    },
  )
}

/** Intervals by name. */
internal fun Html.intervals(intervals: Map<String, BootstrapInterval>) {
  table("Bootstrap intervals", listOf("lower", "upper"), intervals.keys.toList()) { row, column ->
    val interval = intervals.values.elementAt(row)
    text(number(if (column == 0) interval.lower() else interval.upper()))
  }
}
