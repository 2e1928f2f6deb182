package io.github.seqrec4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.cli.report.LineChart.Floor;
import io.github.seqrec4j.cli.report.LineChart.Line;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A chart of whatever numbers is drawn; XChart seeks ticks of some without end. */
final class LineChartProperties {

  private static String svg(Floor floor, double... values) {
    double[] epochs = IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
    return new LineChart("figure-1", "Loss", epochs, List.of(new Line("loss", values)), 1, floor)
        .svg();
  }

  @Property(tries = 200)
  void anyNumbers_areDrawn(@ForAll long seed, @ForAll Floor floor) {
    Random random = new Random(seed);
    double scale = Math.pow(10, random.nextInt(40) - 20);
    double spread = Math.pow(10, -random.nextInt(18));
    double[] values = new double[1 + random.nextInt(20)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          random.nextInt(20) == 0
              ? Double.longBitsToDouble(random.nextLong())
              : scale * (1 + spread * random.nextGaussian());
    }
    assertThat(svg(floor, values)).contains("</svg");
  }

  @Example
  void hugeOrEqualNumbers_areDrawn() {
    for (Floor floor : Floor.values()) {
      assertThat(svg(floor, 0.1, 0.2, 9.2e18)).contains("</svg");
      assertThat(svg(floor, 1e300, -1e300, Double.NaN)).contains("</svg");
      assertThat(svg(floor, 5, Math.nextUp(5.0))).contains("</svg");
      assertThat(svg(floor, 0, 0, 0)).contains("</svg");
      assertThat(svg(floor, Double.NaN)).contains("</svg");
    }
  }
}
