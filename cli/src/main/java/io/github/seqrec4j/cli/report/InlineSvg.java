package io.github.seqrec4j.cli.report;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Makes of a drawn chart an element of the page: scaling, in the page's colours, and in words. */
final class InlineSvg {

  private InlineSvg() {}

  /** The chart as an {@code svg} element that belongs to no document yet. */
  static Element of(LineChart chart) {
    Element svg = Jsoup.parse(chart.svg(), "", Parser.xmlParser()).expectFirst("svg");
    for (Element element : svg.getAllElements()) {
      for (String unused : new String[] {"text-rendering", "font-family", "xmlns", "xmlns:xlink"}) {
        element.removeAttr(unused);
      }
      for (String painted : new String[] {"fill", "stroke"}) {
        if (element.hasAttr(painted)) {
          element.attr(painted, inPageColours(element.attr(painted)));
        }
      }
    }
    svg.select("g[fill-opacity=0]").remove(); // transparent grounds
    svg.select("defs:empty").remove(); // with the same identifier in every chart
    joinLines(svg);
    String title = chart.id() + "-title";
    String description = chart.id() + "-description";
    svg.attr("viewBox", "0 0 " + LineChart.WIDTH + " " + LineChart.HEIGHT);
    svg.attr("role", "img").attr("aria-labelledby", title + " " + description);
    svg.prependElement("desc").attr("id", description).text(chart.description());
    svg.prependElement("title").attr("id", title).text(chart.title());
    svg.remove();
    return svg;
  }

  private static String inPageColours(String drawn) {
    for (Ink ink : Ink.values()) {
      if (ink.drawn().equals(drawn)) {
        return ink.reference();
      }
    }
    return drawn;
  }

  /** XChart draws a curve as one line per step, on each of which dashes would begin anew. */
  private static void joinLines(Element svg) {
    Element curve = null;
    for (Element line : svg.select("line")) {
      String start = line.attr("x1") + "," + line.attr("y1");
      String end = line.attr("x2") + "," + line.attr("y2");
      for (String coordinate : new String[] {"x1", "y1", "x2", "y2"}) {
        line.removeAttr(coordinate);
      }
      if (curve != null
          && curve.equals(line.previousElementSibling())
          && curve.attr("points").endsWith(" " + start)
          && looks(curve).equals(looks(line))) {
        curve.attr("points", curve.attr("points") + " " + end);
        line.remove();
      } else {
        curve = line.tagName("polyline").attr("points", start + " " + end);
      }
    }
  }

  private static String looks(Element line) {
    StringBuilder looks = new StringBuilder();
    for (Attribute attribute : line.attributes()) {
      if (!attribute.getKey().equals("points")) {
        looks.append(attribute.html()).append(' ');
      }
    }
    return looks.toString();
  }
}
