package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.data.RollingSplit;
import io.github.seqrec4j.training.RollingReport;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.TrainingReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Trains all windows of a rolling split, the oldest first, each a run in {@code window-1}, {@code
 * window-2} and so on; what all came to is in {@link RollingReport#FILE}.
 */
final class RollingWindows {

  private final Path out;
  private final boolean resume;
  private final Console console;

  RollingWindows(Path out, boolean resume, Console console) {
    this.out = out;
    this.resume = resume;
    this.console = console;
  }

  /** Whether a run is of all windows. */
  static boolean asked(RunSpec run) {
    return run.data().split() instanceof RollingSplit rolling && rolling.window() == 0;
  }

  /**
   * Trains those that are not finished.
   *
   * @param trainer trains one, of its directory and settings
   */
  void train(RunSpec run, BiFunction<Path, RunSpec, TrainingReport> trainer) {
    RollingSplit split = (RollingSplit) run.data().split();
    if (!resume && Files.exists(out.resolve("window-1"))) {
      throw new UsageException(
          out
              + " already holds windows; choose another directory, delete it, or go on with them by"
              + " --resume");
    }
    List<TrainingReport> reports = new ArrayList<>();
    for (int window = 1; window <= split.windows(); window++) {
      Path directory = out.resolve("window-" + window);
      if (Files.exists(directory.resolve("metrics.json"))) {
        console.say("window %d of %d is done: %s", window, split.windows(), directory);
        reports.add(TrainingReport.ofBundle(directory.resolve("model")));
        continue;
      }
      console.say("window %d of %d", window, split.windows());
      RollingSplit one = split.toBuilder().window(window).build();
      reports.add(
          trainer.apply(
              directory, run.toBuilder().data(run.data().toBuilder().split(one).build()).build()));
    }
    RollingReport report = new RollingReport(reports);
    report.write(out);
    show(report);
  }

  private void show(RollingReport report) {
    PrintWriter text = console.out();
    text.println();
    text.println("Test, window by window: the ensemble, and the mean over windows");
    ResultTable table = new ResultTable(report.windows().get(0));
    int window = 1;
    for (TrainingReport each : report.windows()) {
      table.add("window " + window++, each.test().values().iterator().next());
    }
    table.add("deviation", report.deviation().values().iterator().next());
    report.baselines().forEach((name, metrics) -> table.add("mean of " + name, metrics));
    report.mean().forEach((name, metrics) -> table.add("mean of " + name, metrics));
    text.print(table);
    text.println("all of it: " + out.resolve(RollingReport.FILE));
    text.flush();
  }
}
