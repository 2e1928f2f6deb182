package io.github.seqrec4j.kotlin.notebook

import io.github.seqrec4j.api.Branch
import io.github.seqrec4j.api.Recommendation
import io.github.seqrec4j.api.Recommendations
import io.github.seqrec4j.evaluation.BootstrapInterval
import io.github.seqrec4j.evaluation.Ranking
import io.github.seqrec4j.training.TrainingReport
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

internal class DrawingsTest {

  private val report =
    report(
      test = mapOf(Branch.ENSEMBLE to 0.3125, "id" to 0.25, "text" to 0.1875),
      baselines = mapOf("popularity" to 0.0625),
    )

  private fun report(test: Map<String, Double>, baselines: Map<String, Double>): TrainingReport {
    fun named(values: Map<String, Double>) = values.mapValues { mapOf("hit@10" to it.value) }
    return TrainingReport(
      7,
      12,
      named(mapOf(Branch.ENSEMBLE to 0.34375, "id" to 0.28125)),
      named(test),
      61.5,
      4.25,
      "hash",
      1200,
      345,
      67890,
      TrainingReport.StandardErrors(
        mapOf(),
        named(test.mapValues { it.value / 10 }),
        named(baselines.mapValues { it.value / 10 }),
      ),
      named(baselines),
      null,
      mapOf(),
      listOf(),
      null,
    )
  }

  @Test
  fun report_hasMetricsOfBranchesAndBaselinesWithStandardErrors() {
    val page = shown(report)
    assertThat(page.all("p").first().textContent)
      .contains("Epoch 7 of 12 kept", "1,200 users", "345 items", "67,890 interactions", "61.5 s")
    assertThat(page.rows().take(5))
      .containsExactly(
        listOf("", "hit@10"),
        listOf("ensemble", "0.3125 ± 0.0313"),
        listOf("id", "0.2500 ± 0.0250"),
        listOf("text", "0.1875 ± 0.0188"),
        listOf("popularity", "0.0625 ± 0.0063"),
      )
    assertThat(page.all("caption").map { it.textContent })
      .containsExactly("Test, ± one standard error", "Validation, all users")
  }

  @Test
  fun report_withOneBranch_showsItOnceAsTheEnsemble() {
    assertThat(shown(report).rows().drop(5))
      .containsExactly(listOf("", "hit@10"), listOf("ensemble", "0.3438"))
  }

  @Test
  fun report_withoutTest_saysSo() {
    val page = shown(report(test = mapOf(), baselines = mapOf()))
    assertThat(page.all("p").map { it.textContent })
      .contains("The split holds nothing out for a test.")
    assertThat(page.all("table")).hasSize(1)
  }

  private val found =
    Recommendations.of(
      listOf(
        Recommendation("a", 2.5, mapOf("id" to 3.25, "text" to 1.75)),
        Recommendation("b", -0.5, mapOf("id" to -1.0, "text" to 0.0)),
      ),
      listOf("x", "y"),
    )

  @Test
  fun answer_withTitles_hasScoresOfEachBranchAndWhatWasSkipped() {
    val page = shown(TitledRecommendations(found, listOf("Red shoe", "Blue hat")))
    assertThat(page.rows())
      .containsExactly(
        listOf("", "item", "title", "score", "id", "text"),
        listOf("1", "a", "Red shoe", "2.500", "3.250", "1.750"),
        listOf("2", "b", "Blue hat", "-0.500", "-1.000", "0.000"),
      )
    assertThat(page.all("p").single().textContent).endsWith("skipped: x, y")
  }

  @Test
  fun answer_withoutTitles_hasTheItems() {
    assertThat(shown(found).rows().map { it.take(3) })
      .containsExactly(
        listOf("", "item", "score"),
        listOf("1", "a", "2.500"),
        listOf("2", "b", "-0.500"),
      )
  }

  @Test
  fun answer_empty_saysWhy() {
    assertThat(shown(Recommendations.ofUnknownHistory(listOf("x"))).all("p").map { it.textContent })
      .contains("Nothing is recommended: the model knows no item of the history.")
    assertThat(shown(Recommendations.of(listOf(), listOf())).all("p").single().textContent)
      .startsWith("Nothing is left to recommend")
  }

  @ParameterizedTest
  @ValueSource(
    strings =
      [
        "<script>alert(1)</script>",
        "</td></table><img src=x onerror=alert(1)>",
        "\"' onload=\"alert(1)",
        "&lt;b&gt; &amp; ]]> -->",
        "\u202Eabc\uD83D\uDE00",
      ]
  )
  fun textsFromData_stayText(text: String) {
    val answer =
      Recommendations.of(listOf(Recommendation(text, 1.0, mapOf(text to 1.0))), listOf(text))
    val page = shown(TitledRecommendations(answer, listOf(text)))
    assertThat(page.rows())
      .containsExactly(
        listOf("", "item", "title", "score", text),
        listOf("1", text, text, "1.000", "1.000"),
      )
    assertThat(page.all("p").single().textContent).endsWith("skipped: $text")
    assertThat(shown(mapOf(text to mapOf(text to 0.5))).rows())
      .containsExactly(listOf("", text), listOf(text, "0.5000"))
  }

  @Test
  fun rankings_haveTheirTargetsAndErrors() {
    val page = shown(mapOf("item tail" to Ranking.ofUsers(1.0, 3.0), "all" to Ranking.ofUsers(1.0)))
    assertThat(page.rows().map { it.first() }).containsExactly("", "item tail (2)", "all (1)")
    assertThat(page.rows()[1]).contains("0.6667 ± 0.3333") // mrr of ranks 1 and 3
    assertThat(page.rows()[2]).contains("1.0000") // of one user there is no error
  }

  @Test
  fun metrics_ofMany_standBelowEachOther() {
    val many = (1..9).associate { "metric-$it" to it / 16.0 }
    val rows = shown(mapOf("ensemble" to many, "id" to many)).rows()
    assertThat(rows.first()).containsExactly("", "ensemble", "id")
    assertThat(rows.last()).containsExactly("metric-9", "0.5625", "0.5625")
  }

  @Test
  fun metric_thatARowLacks_isADash() {
    val rows = shown(mapOf("a" to mapOf("x" to 0.5), "b" to mapOf("y" to Double.NaN))).rows()
    assertThat(rows)
      .containsExactly(listOf("", "x", "y"), listOf("a", "0.5000", "–"), listOf("b", "–", "–"))
  }

  @Test
  fun intervals_haveBothEnds() {
    assertThat(shown(mapOf("hit@10" to BootstrapInterval(0.125, 0.25))).rows())
      .containsExactly(listOf("", "lower", "upper"), listOf("hit@10", "0.1250", "0.2500"))
    assertThat(shown(BootstrapInterval(0.125, 0.25)).rows().last())
      .containsExactly("metric", "0.1250", "0.2500")
  }

  @Test
  fun valuesOfOthers_areLeftToTheNotebook() {
    val others =
      listOf(
        null,
        "text",
        42,
        listOf<Any>(),
        listOf("a"),
        mapOf<Any, Any>(),
        mapOf("a" to 1),
        mapOf(1 to mapOf("a" to 1.0)),
        mapOf("a" to mapOf("b" to "c")),
        mapOf("a" to mapOf<String, Double>()),
        mapOf("a" to Ranking.ofUsers(1.0), "b" to 2),
      )
    assertThat(others).allSatisfy { assertThat(drawing(it)).isNull() }
  }
}
