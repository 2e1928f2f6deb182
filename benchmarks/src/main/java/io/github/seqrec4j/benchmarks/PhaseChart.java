package io.github.seqrec4j.benchmarks;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.w3c.dom.Document;

/** A bar for each phase of a step. */
final class PhaseChart {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private PhaseChart() {}

  /** As SVG text. */
  static String svg(Map<String, Double> millis) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("time of a step by phase")
            .yAxisTitle("milliseconds")
            .build();
    chart.getStyler().setLegendVisible(false);
    List<String> names = new ArrayList<>(millis.keySet());
    chart.addSeries("phases", names, names.stream().map(millis::get).toList());
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument("http://www.w3.org/2000/svg", "svg", null);
      SVGGraphics2D graphics = new SVGGraphics2D(document);
      chart.paint(graphics, WIDTH, HEIGHT);
      StringWriter svg = new StringWriter();
      graphics.stream(svg, /* useCss= */ false);
      return svg.toString();
    } catch (ParserConfigurationException | SVGGraphics2DIOException e) {
      throw new IllegalStateException("cannot draw the phases: " + e.getMessage(), e);
    }
  }
}
