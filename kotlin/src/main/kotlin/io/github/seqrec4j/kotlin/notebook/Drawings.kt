package io.github.seqrec4j.kotlin.notebook

import io.github.seqrec4j.api.Recommendations
import io.github.seqrec4j.api.TrainingEvent
import io.github.seqrec4j.evaluation.BootstrapInterval
import io.github.seqrec4j.evaluation.Ranking
import io.github.seqrec4j.study.RunComparison
import io.github.seqrec4j.study.StudyTable
import io.github.seqrec4j.training.TrainingReport

/**
 * How a value is shown, or null if it is none of this library's results. Results that the library
 * gives as plain maps and lists are known by what is in them.
 */
internal fun drawing(value: Any?): (Html.() -> Unit)? =
  when (value) {
    is TrainingReport -> ({ report(value) })
    is StudyTable -> ({ study(value) })
    is RunComparison -> ({ comparison(value) })
    is TitledRecommendations -> ({ answer(value.recommendations, value.titles) })
    is Recommendations -> ({ answer(value, null) })
    is Ranking -> ({ rankings(mapOf("targets" to value)) })
    is BootstrapInterval -> ({ intervals(mapOf("metric" to value)) })
    is List<*> -> elements<TrainingEvent>(value)?.let(::training)
    is Map<*, *> ->
      values<Ranking>(value)?.let { ({ rankings(it) }) }
        ?: values<BootstrapInterval>(value)?.let { ({ intervals(it) }) }
        ?: metrics(value)?.let { ({ metricTable("Metrics", it) }) }
    else -> null
  }

private fun training(events: List<TrainingEvent>): (Html.() -> Unit)? =
  if (events.any { it is TrainingEvent.EpochFinished }) ({ curves(events) }) else null

/** Metrics by ranking and by name, as evaluations give them. */
private fun metrics(map: Map<*, *>): List<MetricRow>? =
  values<Map<*, *>>(map)
    ?.mapValues { (_, inner) -> values<Double>(inner) ?: return null }
    ?.map { (name, values) -> MetricRow(name, values) }

/** The list if there is something in it and all is of a type. */
private inline fun <reified T> elements(list: List<*>): List<T>? =
  if (list.isNotEmpty() && list.all { it is T }) list.map { it as T } else null

/** The map if there is something in it and all is of a type, by name. */
private inline fun <reified T> values(map: Map<*, *>): Map<String, T>? =
  if (map.isNotEmpty() && map.all { (key, value) -> key is String && value is T }) {
    map.entries.associate { (key, value) -> key as String to value as T }
  } else {
    null
  }
