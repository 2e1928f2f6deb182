package io.github.seqrec4j.cli.report;

import org.jsoup.nodes.Element;

/** A chart in a page, with its title and legend. */
final class ChartFigure {

  private ChartFigure() {}

  static void draw(Element figures, LineChart chart) {
    Element figure = figures.appendElement("figure");
    Element caption = figure.appendElement("figcaption");
    caption.appendElement("h3").text(chart.title());
    figure.appendChild(InlineSvg.of(chart));
    Element legend = figure.appendElement("ul").addClass("legend");
    for (int i = 0; i < chart.lines().size(); i++) {
      sample(legend, Ink.line(i), Ink.dashes(i), 2).appendText(chart.lines().get(i).name());
    }
    if (chart.best() != LineChart.NO_BEST) {
      sample(legend, Ink.BEST, new float[] {3, 3}, 1).appendText("kept epoch, " + chart.best());
    }
  }

  /** An entry of a legend that shows how its line looks. */
  private static Element sample(Element legend, Ink ink, float[] dashes, int width) {
    Element entry = legend.appendElement("li");
    StringBuilder lengths = new StringBuilder();
    for (float dash : dashes) {
      lengths.append(dash).append(' ');
    }
    entry
        .appendElement("svg")
        .attr("viewBox", "0 0 26 8")
        .attr("aria-hidden", "true")
        .appendElement("path")
        .attr("d", "M0 4H26")
        .attr("stroke", ink.reference())
        .attr("stroke-width", String.valueOf(width))
        .attr("stroke-dasharray", dashes.length == 0 ? "none" : lengths.toString().strip());
    return entry;
  }
}
