package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a training: within an epoch a bar with rate, loss and time left, where a person watches;
 * after each epoch one line.
 */
final class ProgressPrinter implements TrainingListener {

  /** Shown where they are among the metrics; else all are. */
  private static final List<String> USUAL = List.of("hit@10", "ndcg@10");

  private static final double GIGA = 1e9;

  private final String name;
  private final Console console;
  private @Nullable ProgressBar bar;
  private int epochs;
  private int firstEpoch = 1;
  private double seconds;

  /**
   * For one training.
   *
   * @param name put before every line, empty for none
   */
  ProgressPrinter(String name, Console console) {
    this.name = name.isEmpty() ? "" : name + ": ";
    this.console = console;
  }

  @Override
  public void onEvent(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      epochs = started.epochs();
      firstEpoch = started.firstEpoch();
      console.say(
          "%s%s %,d weights, %d steps per epoch, at most %d epochs",
          name, resuming(started), started.parameters(), started.stepsPerEpoch(), epochs);
    } else if (event instanceof TrainingEvent.WarmStarted warm) {
      console.say(
          "%sfrom %s: %,d items kept, %,d new ones start from their content, %,d gone",
          name, warm.model(), warm.kept(), warm.added(), warm.gone());
    } else if (event instanceof TrainingEvent.Estimated estimate) {
      console.say(
          "%sestimate: %.2f GB beside Java's heap, checkpoints of %.2f GB, matrix products of at most"
              + " %.1f GFLOP a step, %.1f s an epoch at this machine's best rate",
          name,
          (estimate.stateBytes() + Math.max(estimate.stepBytes(), estimate.evaluationBytes()))
              / GIGA,
          estimate.checkpointBytes() / GIGA,
          estimate.stepFlops() / GIGA,
          estimate.epochSeconds());
    } else if (event instanceof TrainingEvent.StepFinished step) {
      if (console.interactive()) {
        step(step);
      }
    } else if (event instanceof TrainingEvent.EpochFinished epoch) {
      closeBar();
      epoch(epoch);
    } else if (event instanceof TrainingEvent.Finished finished) {
      closeBar();
      console.say(
          "%sbest epoch %d of %d by validation", name, finished.bestEpoch(), finished.lastEpoch());
    }
  }

  private static String resuming(TrainingEvent.Started started) {
    if (started.firstEpoch() == 1 && started.firstStep() == 1) {
      return "training";
    }
    return "resuming at epoch "
        + started.firstEpoch()
        + (started.firstStep() > 1 ? ", step " + started.firstStep() : "")
        + ":";
  }

  private void step(TrainingEvent.StepFinished step) {
    ProgressBar shown = bar;
    if (shown == null) {
      shown =
          new ProgressBarBuilder()
              .setTaskName(String.format("%sepoch %d/%d", name, step.epoch(), epochs))
              .setInitialMax(step.stepsPerEpoch())
              .setStyle(ProgressBarStyle.ASCII)
              .setUnit(" steps", 1)
              .showSpeed()
              .clearDisplayOnFinish()
              .build();
      bar = shown;
    }
    shown.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", step.loss()));
    shown.stepTo(step.step());
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private void epoch(TrainingEvent.EpochFinished epoch) {
    seconds += epoch.trainSeconds() + epoch.evaluateSeconds();
    int done = epoch.epoch() - firstEpoch + 1;
    Map<String, Double> ensemble = epoch.validation().get(Branch.ENSEMBLE);
    StringBuilder metrics = new StringBuilder();
    if (ensemble != null) {
      boolean usual = ensemble.keySet().containsAll(USUAL);
      (usual ? USUAL : ensemble.keySet())
          .forEach(
              metric ->
                  metrics.append(
                      String.format(Locale.ROOT, "  %s %.4f", metric, ensemble.get(metric))));
    }
    console.say(
        "%sepoch %3d/%d  loss %.4f%s%s  %.1f s%s  at most %s left",
        name,
        epoch.epoch(),
        epochs,
        epoch.crossEntropy() + epoch.distillation(),
        metrics,
        epoch.best() ? " *" : "  ",
        epoch.trainSeconds() + epoch.evaluateSeconds(),
        epoch.residentBytes() < 0 ? "" : "  " + (epoch.residentBytes() >> 20) + " MB",
        time(seconds / done * (epochs - epoch.epoch())));
  }

  private static String time(double seconds) {
    Duration left = Duration.ofSeconds(Math.round(seconds));
    return left.toHours() > 0
        ? String.format("%d h %02d min", left.toHours(), left.toMinutesPart())
        : String.format("%d min %02d s", left.toMinutes(), left.toSecondsPart());
  }
}
