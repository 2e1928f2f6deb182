package io.github.seqrec4j.kotlin.notebook

import io.github.seqrec4j.study.AgainstBaseline
import io.github.seqrec4j.study.Figure
import io.github.seqrec4j.study.RunComparison
import io.github.seqrec4j.study.StudyRow
import io.github.seqrec4j.study.StudyTable
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.writeText
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

internal class StudiesTest {

  @TempDir private lateinit var folder: Path

  private val against = AgainstBaseline(0.02, -0.01, 0.05, 0.02, 0.04)

  /** Files of a run that never ran, whose hit@10 on validation rises by a tenth an epoch. */
  private fun run(name: String, epochs: Int): Path {
    val directory = Files.createDirectory(folder.resolve(name))
    fun hits(hit: Double) = """{"ensemble":{"hit@10":$hit}}"""
    directory
      .resolve("metrics.json")
      .writeText(
        """
        {"config":{},"data":{"hash":"c0ffee","users":12,"items":34,"interactions":56},
        "bestEpoch":$epochs,"lastEpoch":$epochs,"validation":${hits(0.3)},"test":${hits(0.2)},
        "standardErrors":{"validation":{},"test":{},"baselines":{}},"baselines":{},
        "seconds":{"train":100.0,"evaluate":10.0},"seed":1,"environment":{}}
        """
          .trimIndent()
      )
    val lines =
      (1..epochs).map {
        """{"epoch":$it,"crossEntropy":2.0,"distillation":0.0,"distillationWeight":0.0,""" +
          """"gradientNorm":1.0,"validation":${hits(it / 10.0)},""" +
          """"seconds":{"train":5.0,"evaluate":1.0},"residentBytes":700000000}"""
      }
    directory.resolve("train.jsonl").writeText(lines.joinToString("\n", postfix = "\n"))
    return directory
  }

  private fun row(label: String, runs: List<Path>, against: AgainstBaseline?): StudyRow {
    val done = runs.isNotEmpty()
    val figures = if (done) mapOf("hit@10" to Figure(0.25, Double.NaN)) else mapOf()
    return StudyRow(
      mapOf("model" to label, "data" to "shop"),
      runs,
      2,
      if (against == null) StudyRow.Standing.BASELINE else StudyRow.Standing.CHALLENGER,
      against != null,
      figures,
      figures,
      if (against == null) mapOf() else mapOf("hit@10" to against),
      if (done) 12.0 else Double.NaN,
      if (done) 700_000_000L else -1,
    )
  }

  private fun study(vararg rows: StudyRow) =
    StudyTable(
      listOf("hit@10"),
      "hit@10",
      listOf(
        StudyTable.Comparison("one", "Which model?", listOf("model", "data"), "test", rows.asList())
      ),
    )

  @Test
  fun study_isATableWithDifferencesAndCurvesOfItsRuns() {
    val long = listOf(run("one", 3), run("other", 4))
    val page =
      shown(study(row("ids", long, null), row("<b>all</b>", listOf(run("third", 2)), against)))
    assertThat(page.all("caption").map { it.textContent }).containsExactly("Which model?")
    assertThat(page.rows())
      .containsExactly(
        listOf("", "runs", "validation hit@10", "test hit@10") +
          listOf("difference, 95 %", "p, Holm", "s a run", "MB", ""),
        listOf("ids, shop", "2", "0.2500", "0.2500", "–", "–", "12.0", "700", "baseline"),
        listOf("<b>all</b>, shop", "1 of 2", "0.2500", "0.2500", "+0.0200 [-0.0100, 0.0500]") +
          listOf("0.040", "12.0", "700", "best on validation"),
      )
    assertThat(page.all("figcaption").map { it.textContent }).containsExactly("Validation hit@10")
    assertThat(page.all("circle")).hasSize(3 + 2) // the mean ends with the shorter run
    assertThat(page.all("li").map { it.textContent })
      .containsExactly("ids, shop", "<b>all</b>, shop")
  }

  @Test
  fun study_withoutFinishedRuns_isATableOfDashes() {
    val page = shown(study(row("ids", listOf(), null)))
    assertThat(page.rows().last())
      .containsExactly("ids, shop", "0 of 2", "–", "–", "–", "–", "baseline")
    assertThat(page.all("figure")).isEmpty()
  }

  @Test
  fun comparison_isTheSettingsThatDifferAndEachRunAgainstTheFirst() {
    val page =
      shown(
        RunComparison(
          listOf("ids", "all", "late"),
          listOf(),
          mapOf("training.seed" to listOf("1", "2", "3")),
          "test",
          mapOf("hit@10" to listOf(0.25, 0.27, 0.5)),
          mapOf("hit@10" to listOf(against, AgainstBaseline(0.25, 0.2, 0.3, 0.0, 0.0))),
          listOf("one run each"),
        )
      )
    assertThat(page.rows())
      .containsExactly(
        listOf("", "ids", "all", "late"),
        listOf("training.seed", "1", "2", "3"),
        listOf(
          "",
          "ids",
          "all",
          "difference, 95 %",
          "p, Holm",
          "late",
          "difference, 95 %",
          "p, Holm",
        ),
        listOf("hit@10", "0.2500", "0.2700", "+0.0200 [-0.0100, 0.0500]", "0.040") +
          listOf("0.5000", "+0.2500 [0.2000, 0.3000]", "<0.001"),
      )
    assertThat(page.all("p").map { it.textContent }).containsExactly("One run each.")
  }
}
