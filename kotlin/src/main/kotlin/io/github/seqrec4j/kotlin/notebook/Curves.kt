package io.github.seqrec4j.kotlin.notebook

import io.github.seqrec4j.api.TrainingEvent
import io.github.seqrec4j.api.TrainingEvent.EpochFinished

/** The epochs of a training as charts: its loss, what distillation adds, validation. */
internal fun Html.curves(events: List<TrainingEvent>) {
  val epochs = events.filterIsInstance<EpochFinished>()
  val kept = epochs.lastOrNull { it.best() }?.epoch()
  val distilled = epochs.any { it.distillationWeight() > 0 }
  element("div", "class" to "charts") {
    chart("Training loss", epochs, kept) {
      buildMap {
        put("loss, all branches") { it.crossEntropy() }
        if (distilled) {
          put("weighted distillation") { it.distillation() }
        }
      }
    }
    val validated = epochs.filter { it.validation().isNotEmpty() }
    val rankings = validated.flatMap { it.validation().keys }.distinct()
    headline(validated.flatMap { it.validation().values }.flatMap { it.keys }.distinct()).forEach {
      metric ->
      chart("Validation $metric", validated, kept) {
        rankings.associateWith { ranking ->
          { it.validation()[ranking]?.get(metric) ?: Double.NaN }
        }
      }
    }
  }
}

/** The hit rate and NDCG at 10 where they were measured, else at the first cut-off. */
private fun headline(metrics: List<String>): List<String> {
  val cutoff = metrics.filter { it.startsWith("hit@") }.map { it.substringAfter('@') }
  val at = if ("10" in cutoff) "10" else cutoff.firstOrNull()
  return if (at == null) metrics else listOf("hit@$at", "ndcg@$at")
}

private fun Html.chart(
  title: String,
  epochs: List<EpochFinished>,
  kept: Int?,
  lines: () -> Map<String, (EpochFinished) -> Double>,
) {
  SvgLines(
      title,
      epochs.map { it.epoch() },
      lines().map { (name, value) -> SvgLines.Line(name, epochs.map(value)) },
      kept,
    )
    .draw(this)
}
