package io.github.seqrec4j.kotlin.notebook

import io.github.seqrec4j.api.Branch
import io.github.seqrec4j.study.AgainstBaseline
import io.github.seqrec4j.study.Figure
import io.github.seqrec4j.study.RunComparison
import io.github.seqrec4j.study.StudyRow
import io.github.seqrec4j.study.StudyTable
import io.github.seqrec4j.study.StudyText
import io.github.seqrec4j.training.RunRecord
import java.util.Locale

private const val MEGA = 1e6

/** The tables of a study, each with curves of the runs that are finished. */
internal fun Html.study(study: StudyTable) {
  for (comparison in study.tables()) {
    comparison(study, comparison)
    element("div", "class" to "charts") { charts(study.selectBy(), comparison.rows()) }
  }
  element("p", StudyText.note(study).replaceFirstChar(Char::uppercase) + ".", "class" to "note")
}

private fun Html.comparison(study: StudyTable, comparison: StudyTable.Comparison) {
  val columns = buildList {
    add(StudyColumn("runs", ::runs))
    add(StudyColumn("validation ${study.selectBy()}") { figure(it.validation()[study.selectBy()]) })
    for (metric in study.metrics()) {
      add(StudyColumn("${comparison.part()} $metric") { figure(it.told()[metric]) })
      if (comparison.compares()) {
        add(StudyColumn("difference, 95 %") { row -> difference(row.against()[metric]) })
        add(StudyColumn("p, Holm") { row -> pValue(row.against()[metric]) })
      }
    }
    add(StudyColumn("s a run") { decimals(1, it.seconds()) })
    add(
      StudyColumn("MB") {
        if (it.residentBytes() < 0) NONE else decimals(0, it.residentBytes() / MEGA)
      }
    )
    add(StudyColumn("", ::marks))
  }
  val rows = comparison.rows()
  table(comparison.title(), columns.map { it.name }, rows.map(::label)) { row, column ->
    text(columns[column].cell(rows[row]))
  }
}

private class StudyColumn(val name: String, val cell: (StudyRow) -> String)

private fun label(row: StudyRow) = row.labels().values.joinToString()

private fun runs(row: StudyRow) =
  if (row.runs().size == row.planned()) "${row.planned()}"
  else "${row.runs().size} of ${row.planned()}"

private fun marks(row: StudyRow) =
  listOfNotNull(
      "baseline".takeIf { row.standing() == StudyRow.Standing.BASELINE },
      "best on validation".takeIf { row.best() },
    )
    .joinToString()

private fun figure(figure: Figure?) = if (figure == null) NONE else StudyText.figure(figure, " ± ")

private fun difference(against: AgainstBaseline?) =
  if (against == null) NONE else StudyText.difference(against)

private fun pValue(against: AgainstBaseline?) =
  if (against == null) NONE else StudyText.pValue(against.corrected())

private fun decimals(count: Int, value: Double) =
  if (value.isNaN()) NONE else String.format(Locale.ROOT, "%.${count}f", value)

/** The metric that selects over the epochs, of the ensemble, a chart for each dataset. */
private fun Html.charts(metric: String, rows: List<StudyRow>) {
  rows
    .filter { it.runs().isNotEmpty() }
    .map { label(it) to it.runs().map(RunRecord::read) }
    .groupBy { (_, runs) -> runs.first().metrics().data().hash() }
    .values
    .forEach { lines ->
      val epochs = lines.flatMap { (_, runs) -> runs }.flatMap(::validated).map { it.epoch() }
      val all = epochs.distinct().sorted()
      if (all.isNotEmpty()) {
        SvgLines(
            "Validation $metric",
            all,
            lines.map { (name, runs) -> SvgLines.Line(name, all.map { mean(runs, it, metric) }) },
            null,
          )
          .draw(this)
      }
    }
}

private fun validated(run: RunRecord) = run.epochs().filter { it.isValidated }

/** NaN where a run has ended before, or has not validated this epoch. */
private fun mean(runs: List<RunRecord>, epoch: Int, metric: String): Double =
  runs
    .map { run ->
      validated(run)
        .firstOrNull { it.epoch() == epoch }
        ?.let { RunRecord.value(it.validation(), Branch.ENSEMBLE, metric) } ?: Double.NaN
    }
    .average()

/** Finished runs side by side. */
internal fun Html.comparison(runs: RunComparison) {
  val settings = runs.settings().entries.toList()
  table("Settings that differ", runs.names(), settings.map { it.key }) { row, column ->
    text(settings[row].value[column])
  }
  val others = 1 until runs.names().size
  val metrics = runs.metrics().keys.toList()
  val columns =
    runs.names().take(1) +
      others.flatMap { listOf(runs.names()[it], "difference, 95 %", "p, Holm") }
  val title = runs.part().replaceFirstChar(Char::uppercase)
  table(title, columns, metrics) { row, column ->
    val metric = metrics[row]
    val run = (column + 2) / 3 // three columns a run but the first
    text(
      when {
        column == 0 || column % 3 == 1 -> number(runs.metrics().getValue(metric)[run])
        column % 3 == 2 -> difference(runs.against(metric, run))
        else -> pValue(runs.against(metric, run))
      }
    )
  }
  runs.notes().forEach {
    element("p", it.replaceFirstChar(Char::uppercase) + ".", "class" to "note")
  }
}
