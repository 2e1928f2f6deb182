package io.github.seqrec4j.kotlin.notebook

import java.util.Locale
import kotlin.math.ceil
import kotlin.math.floor
import kotlin.math.log10
import kotlin.math.max
import kotlin.math.pow

private const val WIDTH = 360
private const val HEIGHT = 220
private const val LEFT = 48
private const val RIGHT = 8
private const val TOP = 8
private const val BOTTOM = 24

/** Epochs up to which each is marked by a dot. */
private const val FEW = 12

/** Steps that an axis is to have at most. */
private const val STEPS = 5

/** Seen on a light ground and on a dark one; lines differ by dashes too, not by colour alone. */
private val COLOURS = listOf("#3a7fc4", "#cf6a1f", "#2e9c74", "#a566b8", "#a8851f")
private val DASHES = listOf("none", "7 3", "2 3", "9 3 2 3", "4 2")
private const val KEPT_DASHES = "3 3"

/**
 * Lines over epochs, as SVG that needs neither a font nor a drawing library where the kernel runs.
 *
 * @param epochs ascending
 * @param lines drawn where their values are finite
 * @param kept epoch to mark, or null for none
 */
internal class SvgLines(
  private val title: String,
  private val epochs: List<Int>,
  private val lines: List<Line>,
  private val kept: Int?,
) {

  /** One line, a value for each epoch. */
  class Line(val name: String, val values: List<Double>)

  private val finite = lines.flatMap { it.values }.filter { it.isFinite() }
  private val horizontal = Axis(epochs.first().toDouble(), epochs.last().toDouble(), 1.0)
  private val vertical = Axis(finite.minOrNull() ?: 0.0, finite.maxOrNull() ?: 1.0, 0.0)

  /** A range and round numbers in it, [least] apart at least. */
  private class Axis(low: Double, high: Double, least: Double) {
    val step: Double
    val from: Double
    val to: Double

    init {
      val span = if (high > low) high - low else max(1.0, least)
      val power = 10.0.pow(floor(log10(span / STEPS)))
      step = max(least, power * listOf(1, 2, 5, 10).first { it * power * STEPS >= span })
      from = if (least > 0) low else floor(low / step) * step
      to = if (least > 0) max(high, low + least) else max(from + step, ceil(high / step) * step)
    }

    fun ticks(): List<Double> =
      generateSequence(ceil(from / step)) { it + 1 }
        .map { it * step }
        .takeWhile { it <= to + step / 1000 } // rounding
        .toList()

    fun label(value: Double): String =
      String.format(Locale.ROOT, "%.${max(0, ceil(-log10(step)).toInt())}f", value)

    fun share(value: Double): Double = (value - from) / (to - from)
  }

  private fun x(epoch: Number) = LEFT + (WIDTH - LEFT - RIGHT) * horizontal.share(epoch.toDouble())

  private fun y(value: Double) = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * vertical.share(value)

  /** Draws the figure with its legend. */
  fun draw(page: Html) {
    page.element("figure") {
      element("figcaption", title)
      element("svg", "viewBox" to "0 0 $WIDTH $HEIGHT", "role" to "img") {
        element("title", description())
        grid()
        lines.forEachIndexed { i, line -> curve(i, line) }
      }
      element("ul") {
        lines.forEachIndexed { i, line -> entry(line.name, colour(i), dashes(i)) }
        kept?.let { entry("kept epoch, $it", "currentColor", KEPT_DASHES) }
      }
    }
  }

  /** The chart in words: first and last values. */
  private fun description(): String =
    lines.joinToString("; ", "$title over the epochs. ") {
      val first = number(it.values.first())
      val last = number(it.values.last())
      "${it.name}: $first at epoch ${epochs.first()}, $last at epoch ${epochs.last()}"
    }

  private fun Html.grid() {
    for (tick in vertical.ticks()) {
      val y = point(y(tick))
      line("$LEFT,$y ${WIDTH - RIGHT},$y", "currentColor", "none", "stroke-opacity" to "0.2")
      label(vertical.label(tick), (LEFT - 6).toString(), point(y(tick) + 4), "end")
    }
    for (tick in horizontal.ticks()) {
      label(horizontal.label(tick), point(x(tick)), (HEIGHT - 6).toString(), "middle")
    }
    kept?.let {
      val x = point(x(it))
      line("$x,$TOP $x,${HEIGHT - BOTTOM}", "currentColor", KEPT_DASHES, "stroke-opacity" to "0.6")
    }
  }

  private fun Html.curve(i: Int, line: Line) {
    val points = epochs.indices.filter { line.values[it].isFinite() }
    val path = points.joinToString(" ") { "${point(x(epochs[it]))},${point(y(line.values[it]))}" }
    line(path, colour(i), dashes(i), "stroke-width" to "2")
    if (epochs.size <= FEW) {
      points.forEach {
        val (x, y) = x(epochs[it]) to y(line.values[it])
        element("circle", "cx" to point(x), "cy" to point(y), "r" to "2.5", "fill" to colour(i))
      }
    }
  }

  /** A line of the legend. */
  private fun Html.entry(name: String, colour: String, dashes: String) {
    element("li") {
      element("svg", "viewBox" to "0 0 26 8", "aria-hidden" to "true") {
        line("0,4 26,4", colour, dashes, "stroke-width" to "2")
      }
      text(name)
    }
  }

  private fun Html.line(
    points: String,
    colour: String,
    dashes: String,
    vararg more: Pair<String, String>,
  ) {
    element(
      "polyline",
      "points" to points,
      "fill" to "none",
      "stroke" to colour,
      "stroke-dasharray" to dashes,
      *more,
    )
  }

  private fun Html.label(text: String, x: String, y: String, anchor: String) {
    element(
      "text",
      text,
      "x" to x,
      "y" to y,
      "text-anchor" to anchor,
      "font-size" to "11",
      "fill" to "currentColor",
    )
  }

  private fun colour(i: Int) = COLOURS[i % COLOURS.size]

  private fun dashes(i: Int) = DASHES[(i + i / COLOURS.size) % DASHES.size]

  private fun point(value: Double) = String.format(Locale.ROOT, "%.1f", value)
}
