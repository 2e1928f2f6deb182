package io.github.seqrec4j.training;

import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.files.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the scalars of a training for TensorBoard, over the steps of the whole training: {@code
 * step/...} after every step, {@code epoch/...} and {@code validation/<ranking>/<metric>} after
 * every epoch. A resumed training adds a file.
 */
final class TensorBoardEvents implements TrainingListener, AutoCloseable {

  private static final double MILLIS = 1e3;

  private final Path directory;
  private @Nullable TensorBoardFile file;
  private int stepsPerEpoch;

  /** Into a directory, made when the training begins. */
  TensorBoardEvents(Path directory) {
    this.directory = directory;
  }

  @Override
  public void onEvent(TrainingEvent event) {
    try {
      if (event instanceof TrainingEvent.Started started) {
        stepsPerEpoch = started.stepsPerEpoch();
        long first = step(started.firstEpoch(), started.firstStep());
        file = new TensorBoardFile(directory, now(), first);
      } else if (event instanceof TrainingEvent.StepFinished step) {
        add(step(step.epoch(), step.step()), scalars(step));
      } else if (event instanceof TrainingEvent.EpochFinished epoch) {
        add(step(epoch.epoch(), stepsPerEpoch), scalars(epoch));
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, TrainingRun.ELSEWHERE);
    }
  }

  private long step(int epoch, int step) {
    return (long) (epoch - 1) * stepsPerEpoch + step;
  }

  private static Map<String, Double> scalars(TrainingEvent.StepFinished step) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("step/crossEntropy", step.crossEntropy());
    scalars.put("step/distillation", step.distillation());
    scalars.put("step/gradientNorm", step.gradientNorm());
    return scalars;
  }

  private static Map<String, Double> scalars(TrainingEvent.EpochFinished epoch) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("epoch/crossEntropy", epoch.crossEntropy());
    scalars.put("epoch/distillation", epoch.distillation());
    scalars.put("epoch/distillationWeight", epoch.distillationWeight());
    scalars.put("epoch/gradientNorm", epoch.gradientNorm());
    scalars.put("epoch/trainSeconds", epoch.trainSeconds());
    scalars.put("epoch/evaluateSeconds", epoch.evaluateSeconds());
    if (epoch.residentBytes() >= 0) {
      scalars.put("epoch/residentBytes", (double) epoch.residentBytes());
    }
    epoch
        .validation()
        .forEach(
            (ranking, metrics) ->
                metrics.forEach(
                    (metric, value) -> scalars.put("validation/" + ranking + "/" + metric, value)));
    return scalars;
  }

  private void add(long step, Map<String, Double> scalars) throws IOException {
    if (file == null) {
      throw new IllegalStateException("a training begins with the event Started");
    }
    file.add(now(), step, scalars);
  }

  private static double now() {
    return System.currentTimeMillis() / MILLIS;
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, TrainingRun.ELSEWHERE);
    }
  }
}
