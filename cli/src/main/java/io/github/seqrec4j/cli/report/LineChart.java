package io.github.seqrec4j.cli.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;

/**
 * Lines over the epochs of a run, or of several.
 *
 * @param id unique in the page
 * @param title what is shown, with its unit
 * @param epochs numbers of the epochs, at least one
 * @param lines at least one
 * @param best epoch to mark, or {@link #NO_BEST}
 * @param floor whether the vertical axis begins at 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LineChart(
    String id, String title, double[] epochs, List<Line> lines, int best, Floor floor) {

  /** Where the vertical axis begins. */
  enum Floor {
    ZERO,
    LEAST_VALUE
  }

  /**
   * One line.
   *
   * @param values one per epoch, NaN for a gap
   */
  record Line(String name, double[] values) {}

  /** Where no epoch is marked. */
  static final int NO_BEST = 0;

  /** Of the drawing; the page scales it to the place there is. */
  static final int WIDTH = 360;

  static final int HEIGHT = 220;
  private static final int FEW_EPOCHS = 12;
  private static final float STROKE = 2;

  /** Farther from 0 no value is drawn, as ticks could not be told apart; none of a run is. */
  private static final double FARTHEST = 1e9;

  /** Least height of the vertical axis, in parts of its largest value, for the same reason. */
  private static final double LEAST_SHARE = 1e-6;

  /** Least height of the vertical axis: its labels have four decimals. */
  private static final double LEAST_HEIGHT = 1e-3;

  /** Why no chart can be drawn here, or null if they can: text is measured with system fonts. */
  static @Nullable String obstacle() {
    try {
      GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames();
      return null;
    } catch (LinkageError | InternalError e) { // what Java throws without fonts or fontconfig
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return String.valueOf(cause.getMessage());
    }
  }

  /** The chart as SVG text, as Batik writes it. */
  String svg() {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    if (epochs.length > FEW_EPOCHS) {
      roundTicks(chart);
    }
    for (int i = 0; i < lines.size(); i++) {
      XYSeries series = chart.addSeries(String.valueOf(i), epochs, drawn(lines.get(i)));
      series.setLineColor(Ink.line(i).color());
      series.setLineStyle(stroke(STROKE, Ink.dashes(i)));
      series.setMarkerColor(Ink.line(i).color());
      series.setMarker(epochs.length <= FEW_EPOCHS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
    if (best != NO_BEST) {
      chart.addAnnotation(new AnnotationLine(best, true, false));
    }
    style(chart.getStyler());
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument("http://www.w3.org/2000/svg", "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setComment(null);
      context.setPrecision(2);
      context.setIDGenerator(
          new SVGIDGenerator() {
            @Override
            public String generateID(String prefix) {
              return id + "-" + super.generateID(prefix);
            }
          });
      SVGGraphics2D graphics = new SVGGraphics2D(context, false);
      chart.paint(graphics, WIDTH, HEIGHT);
      StringWriter svg = new StringWriter();
      graphics.stream(svg, /* useCss= */ false);
      return svg.toString();
    } catch (ParserConfigurationException | SVGGraphics2DIOException e) {
      throw new IllegalStateException("cannot draw '" + title + "': " + e.getMessage(), e);
    }
  }

  /**
   * XChart puts its ticks at every n-th value of the first series if those are evenly spaced, and
   * at round numbers if not. So the first series is an invisible one that is not.
   */
  private void roundTicks(XYChart chart) {
    double last = epochs[epochs.length - 1];
    double value = drawn(lines.get(0))[epochs.length - 1];
    chart
        .addSeries(
            "ticks", new double[] {epochs[0], last, last}, new double[] {value, value, value})
        .setMarker(SeriesMarkers.NONE)
        .setLineStyle(SeriesLines.NONE);
  }

  private void style(XYStyler styler) {
    Color nothing = new Color(0, true);
    styler
        .setChartBackgroundColor(nothing)
        .setChartTitleVisible(false)
        .setLegendVisible(false)
        .setChartPadding(4)
        .setMarkerSize(5)
        .setAnnotationLineColor(Ink.BEST.color())
        .setAnnotationLineStroke(stroke(1, 3, 3));
    styler.setPlotBackgroundColor(nothing).setPlotBorderVisible(false);
    styler
        .setAxisTitlesVisible(false)
        .setAxisTicksLineVisible(false)
        .setAxisTicksMarksVisible(false)
        .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11))
        .setAxisTickLabelsColor(Ink.MUTED.color())
        .setPlotGridLinesColor(Ink.GRID.color())
        .setPlotGridLinesStroke(stroke(1))
        .setPlotGridVerticalLinesVisible(false)
        .setXAxisTickMarkSpacingHint(56)
        .setYAxisDecimalPattern("#,##0.####")
        .setXAxisDecimalPattern("#,##0");
    if (epochs.length <= FEW_EPOCHS) { // whose ticks may fall between two epochs
      styler.setXAxisTickLabelsFormattingFunction(LineChart::wholeNumber);
    }
    if (epochs.length == 1) {
      styler.setXAxisMin(epochs[0] - 1).setXAxisMax(epochs[0] + 1);
    }
    DoubleSummaryStatistics values =
        lines.stream()
            .flatMapToDouble(line -> Arrays.stream(drawn(line)))
            .filter(value -> !Double.isNaN(value))
            .summaryStatistics();
    double bottom = floor == Floor.ZERO || values.getCount() == 0 ? 0 : values.getMin();
    double top = values.getCount() == 0 || values.getMax() <= bottom ? bottom + 1 : values.getMax();
    double least = Math.max(LEAST_HEIGHT, LEAST_SHARE * Math.max(Math.abs(top), Math.abs(bottom)));
    if (top - bottom < least) {
      top = bottom + least;
    }
    if (floor == Floor.ZERO || values.getCount() == 0) {
      styler.setYAxisMin(bottom);
    }
    if (top > values.getMax()) {
      styler.setYAxisMin(bottom).setYAxisMax(top);
    }
  }

  /** The values that are drawn, gaps in place of others. */
  private static double[] drawn(Line line) {
    return Arrays.stream(line.values())
        .map(value -> Math.abs(value) <= FARTHEST ? value : Double.NaN)
        .toArray();
  }

  private static String wholeNumber(Double epoch) {
    return epoch == Math.rint(epoch) ? String.format(Locale.ROOT, "%.0f", epoch) : "";
  }

  private static BasicStroke stroke(float width, float... dashes) {
    return new BasicStroke(
        width,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        10,
        dashes.length == 0 ? null : dashes,
        0);
  }

  /** The chart in words. */
  String description() {
    StringBuilder text = new StringBuilder(title).append(" over the epochs. ");
    int last = epochs.length - 1;
    for (Line line : lines) {
      text.append(line.name()).append(": ");
      text.append(at(line, 0));
      for (int i = 1; i < last; i++) {
        if (epochs[i] == best) {
          text.append(", ").append(at(line, i)).append(" (kept)");
        }
      }
      if (last > 0) {
        text.append(", ").append(at(line, last));
      }
      text.append(". ");
    }
    return text.toString().strip();
  }

  private String at(Line line, int i) {
    return String.format(Locale.ROOT, "%.4g at epoch %.0f", line.values()[i], epochs[i]);
  }
}
