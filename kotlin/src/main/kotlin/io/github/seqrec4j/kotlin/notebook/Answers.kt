package io.github.seqrec4j.kotlin.notebook

import io.github.seqrec4j.api.Recommendation
import io.github.seqrec4j.api.Recommendations
import io.github.seqrec4j.runtime.SequentialRecommender
import java.util.Locale

/** An answer with the titles of its items, for a notebook to show. */
public class TitledRecommendations
internal constructor(
  /** What was recommended. */
  public val recommendations: Recommendations,
  internal val titles: List<String>,
)

/**
 * This answer with the titles that [model] knows, to be the last line of a cell.
 *
 * @throws IllegalArgumentException if the answer has an item that is unknown to [model]
 */
public fun Recommendations.titled(model: SequentialRecommender): TitledRecommendations =
  TitledRecommendations(this, map { model.title(it.item()) })

/** Items, best first, with scores of branches where they were asked for. */
internal fun Html.answer(found: Recommendations, titles: List<String>?) {
  if (found.unknownItems().isNotEmpty()) {
    element(
      "p",
      "Items of the history that the model does not know, skipped: " +
        found.unknownItems().joinToString(),
    )
  }
  if (found.isEmpty()) {
    element("p", found.emptyBecause().map(::sentence).orElse(""))
    return
  }
  val branches = found.flatMap { it.branchScores().keys }.distinct()
  element("table") {
    element("thead") {
      element("tr") {
        element("td")
        (listOfNotNull("item", titles?.let { "title" })).forEach { name(it, "th") }
        (listOf("score") + branches).forEach { element("th", it, "scope" to "col") }
      }
    }
    element("tbody") {
      found.forEachIndexed { rank, one -> row(rank, one, titles?.get(rank), branches) }
    }
  }
}

private fun Html.row(rank: Int, one: Recommendation, title: String?, branches: List<String>) {
  element("tr") {
    element("td", "${rank + 1}")
    name(one.item(), "td")
    title?.let { name(it, "td") }
    element("td", score(one.score()))
    branches.forEach { element("td", score(one.branchScores()[it])) }
  }
}

private fun Html.name(text: String, cell: String) {
  element(cell, text, "class" to "name")
}

private fun score(value: Double?): String =
  if (value == null) "" else String.format(Locale.ROOT, "%.3f", value)

private fun sentence(reason: Recommendations.Reason): String =
  when (reason) {
    Recommendations.Reason.HISTORY_UNKNOWN ->
      "Nothing is recommended: the model knows no item of the history."
    Recommendations.Reason.NOTHING_LEFT ->
      "Nothing is left to recommend: every item is in the history, denied, not allowed or does not" +
        " pass the filter."
  }
