package io.github.seqrec4j.cli.report;

import io.github.seqrec4j.study.AgainstBaseline;
import java.util.Locale;
import org.jsoup.nodes.Element;

/** A difference and its interval around zero, as a picture beside the numbers. */
final class Forest {

  private Forest() {}

  /**
   * Draws it.
   *
   * @param scale value at the right end; its opposite is at the left, zero in the middle
   */
  static void draw(Element cell, AgainstBaseline against, double scale) {
    Element forest = cell.appendElement("span").addClass("forest").attr("aria-hidden", "true");
    forest.appendElement("span").addClass("zero");
    double lower = place(against.lower(), scale);
    double width = place(against.upper(), scale) - lower;
    forest
        .appendElement("span")
        .addClass("interval")
        .attr("style", "left:" + percent(lower) + ";width:" + percent(width));
    forest
        .appendElement("span")
        .addClass("point")
        .attr("style", "left:" + percent(place(against.difference(), scale)));
  }

  /** The end of the interval that is farthest from zero. */
  static double reach(AgainstBaseline against) {
    return Math.max(Math.abs(against.lower()), Math.abs(against.upper()));
  }

  private static double place(double value, double scale) {
    return scale == 0 ? 0.5 : 0.5 + value / scale / 2;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }
}
