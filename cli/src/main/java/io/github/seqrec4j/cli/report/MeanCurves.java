package io.github.seqrec4j.cli.report;

import io.github.seqrec4j.training.RunRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A validation metric over the epochs, a line for each group of runs: their mean. */
final class MeanCurves {

  private MeanCurves() {}

  /**
   * A chart.
   *
   * @param groups runs by the name of the line
   * @param ranking ensemble or branch
   * @param metric on validation
   */
  static LineChart chart(
      String id, String title, Map<String, List<RunRecord>> groups, String ranking, String metric) {
    NavigableSet<Integer> epochs = new TreeSet<>();
    groups
        .values()
        .forEach(
            runs ->
                runs.forEach(run -> validated(run).forEach(epoch -> epochs.add(epoch.epoch()))));
    double[] all = epochs.stream().mapToDouble(epoch -> epoch).toArray();
    List<LineChart.Line> lines = new ArrayList<>();
    groups.forEach(
        (name, runs) ->
            lines.add(
                new LineChart.Line(
                    name,
                    Arrays.stream(all)
                        .map(epoch -> mean(runs, (int) epoch, ranking, metric))
                        .toArray())));
    return new LineChart(id, title, all, lines, LineChart.NO_BEST, LineChart.Floor.ZERO);
  }

  private static List<RunRecord.Epoch> validated(RunRecord run) {
    return run.epochs().stream().filter(RunRecord.Epoch::isValidated).toList();
  }

  /** NaN where a run has ended before, or has not validated this epoch. */
  private static double mean(List<RunRecord> runs, int epoch, String ranking, String metric) {
    double sum = 0;
    for (RunRecord run : runs) {
      sum +=
          validated(run).stream()
              .filter(each -> each.epoch() == epoch)
              .mapToDouble(each -> RunRecord.value(each.validation(), ranking, metric))
              .findFirst()
              .orElse(Double.NaN);
    }
    return sum / runs.size();
  }
}
