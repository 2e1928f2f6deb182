package io.github.seqrec4j.kotlin.notebook

import io.github.seqrec4j.api.TrainingEvent
import io.github.seqrec4j.api.TrainingEvent.EpochFinished
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.w3c.dom.Document
import org.w3c.dom.Element

internal class CurvesTest {

  private fun epoch(
    number: Int,
    loss: Double,
    hit: Double?,
    best: Boolean = false,
    weight: Double = 0.0,
  ): TrainingEvent =
    EpochFinished(
      number,
      loss,
      weight / 2,
      1.0,
      weight,
      if (hit == null) mapOf()
      else {
        val metrics = mapOf("hit@5" to hit / 2, "hit@10" to hit, "ndcg@10" to hit / 4)
        mapOf("ensemble" to metrics, "id" to metrics)
      },
      10,
      best,
      1.0,
      1.0,
      -1,
    )

  private fun Document.figures() = all("figure").map { Figure(it) }

  private class Figure(private val figure: Element) {
    val caption = texts("figcaption").single()
    val legend = texts("li")
    val labels = texts("text")
    val dots = figure.getElementsByTagName("circle").length

    /** Points of what is drawn in a colour of its own, legend left out. */
    val lines =
      elements("polyline")
        .filter { it.getAttribute("stroke") != "currentColor" }
        .map { it.getAttribute("points") }
        .filter { it != "0,4 26,4" }
        .map { line -> line.split(" ").map { p -> p.split(",").map { it.toDouble() } } }

    private fun elements(name: String) =
      figure.getElementsByTagName(name).let { f ->
        (0 until f.length).map { f.item(it) as Element }
      }

    private fun texts(name: String) = elements(name).map { it.textContent }
  }

  @Test
  fun training_hasLossAndValidationOfEveryRanking() {
    val events =
      listOf(
        TrainingEvent.Started(3, 10, 100, 1, 1),
        epoch(1, 6.0, 0.1),
        epoch(2, 5.0, 0.3, best = true),
        epoch(3, 4.5, 0.2),
        TrainingEvent.Finished(2, 3),
      )
    val figures = shown(events).figures()
    assertThat(figures.map { it.caption })
      .containsExactly("Training loss", "Validation hit@10", "Validation ndcg@10")
    assertThat(figures[0].legend).containsExactly("loss, all branches", "kept epoch, 2")
    assertThat(figures[1].legend).containsExactly("ensemble", "id", "kept epoch, 2")
    assertThat(figures[1].lines).hasSize(2)
    val heights = figures[1].lines[0].map { it[1] }
    assertThat(heights).hasSize(3)
    assertThat(heights[1]).describedAs("the highest value").isLessThan(heights[2])
    assertThat(heights[2]).isLessThan(heights[0])
    assertThat(figures[1].labels).contains("0.10", "0.15", "0.20", "0.25", "0.30", "1", "2", "3")
    assertThat(figures[0].dots).isEqualTo(3)
  }

  @Test
  fun distillation_isDrawnWhereThereIsSome() {
    val figure = shown(listOf(epoch(1, 6.0, 0.1, weight = 0.5))).figures().first()
    assertThat(figure.legend).containsExactly("loss, all branches", "weighted distillation")
  }

  @Test
  fun epochsNotValidated_areNotDrawn() {
    val figures =
      shown(listOf(epoch(1, 6.0, null), epoch(2, 5.0, 0.3), epoch(3, 4.0, null))).figures()
    assertThat(figures[0].lines.single()).hasSize(3)
    assertThat(figures[1].lines.first()).hasSize(1)
    assertThat(shown(listOf(epoch(1, 6.0, null))).figures()).hasSize(1)
  }

  @Test
  fun manyEpochs_haveRoundTicksAndNoDots_withinTheFigure() {
    val figure = shown((1..100).map { epoch(it, 10.0 / it, 0.5) }).figures().first()
    assertThat(figure.dots).isZero()
    assertThat(figure.labels).contains("20", "40", "60", "80", "100")
    assertThat(figure.lines.single()).hasSize(100).allSatisfy {
      assertThat(it[0]).isBetween(0.0, 360.0)
      assertThat(it[1]).isBetween(0.0, 220.0)
    }
  }

  @Test
  fun valuesAllTheSame_areDrawn() {
    val figure = shown(listOf(epoch(1, 5.0, 0.0), epoch(2, 5.0, 0.0))).figures()
    assertThat(figure[1].lines.first().map { it[1] }.distinct()).hasSize(1)
    assertThat(figure.flatMap { it.labels }).doesNotContain("NaN")
  }

  @Test
  fun eventsWithoutAnEpoch_areLeftToTheNotebook() {
    assertThat(drawing(listOf(TrainingEvent.Finished(1, 1)))).isNull()
  }
}
