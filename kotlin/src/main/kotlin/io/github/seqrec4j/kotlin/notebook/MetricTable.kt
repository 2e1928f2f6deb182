package io.github.seqrec4j.kotlin.notebook

import java.util.Locale

/** Most metrics that stand side by side; more stand below each other. */
private const val WIDEST = 8

/** What stands for a number that is not there. */
internal const val NONE = "–"

/**
 * The metrics of one ranking, baseline or slice.
 *
 * @param errors standard errors of metrics of the same name, where they are known
 */
internal class MetricRow(
  val name: String,
  val values: Map<String, Double>,
  val errors: Map<String, Double> = mapOf(),
)

/** Rows by metrics, or the other way round where there are many metrics. */
internal fun Html.metricTable(caption: String, rows: List<MetricRow>) {
  val metrics = rows.flatMap { it.values.keys }.distinct()
  val errors = rows.any { it.errors.isNotEmpty() }
  val title = if (errors) "$caption, ± one standard error" else caption
  if (metrics.size <= WIDEST) {
    table(title, metrics, rows.map { it.name }) { row, metric ->
      metric(rows[row], metrics[metric])
    }
  } else {
    table(title, rows.map { it.name }, metrics) { metric, row ->
      metric(rows[row], metrics[metric])
    }
  }
}

private fun Html.metric(row: MetricRow, metric: String) {
  text(number(row.values[metric]))
  row.errors[metric]?.let { element("span", " ± ${number(it)}", "class" to "error") }
}

/**
 * A table whose columns and rows have names.
 *
 * @param cell writes the cell of a row and a column
 */
internal fun Html.table(
  caption: String,
  columns: List<String>,
  rows: List<String>,
  cell: Html.(row: Int, column: Int) -> Unit,
) {
  element("table") {
    element("caption", caption)
    element("thead") {
      element("tr") {
        element("td")
        columns.forEach { element("th", it, "scope" to "col") }
      }
    }
    element("tbody") {
      rows.forEachIndexed { row, name ->
        element("tr") {
          element("th", name, "scope" to "row", "class" to "name")
          columns.indices.forEach { column -> element("td") { cell(row, column) } }
        }
      }
    }
  }
}

/** A metric as people read it. */
internal fun number(value: Double?): String =
  if (value == null || value.isNaN()) NONE else String.format(Locale.ROOT, "%.4f", value)
