package io.github.seqrec4j.training;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TrainingRun} is to do beside training, by its caller's wish.
 *
 * @param options how the model is saved
 * @param refit whether to train anew on everything
 * @param tensorBoard whether to write scalars for TensorBoard
 * @param title of the report, empty for none
 * @param from model whose weights are the first ones, null for fresh ones
 * @param test whether the test targets are ranked at the end
 */
record RunWishes(
    List<SaveOption> options,
    boolean refit,
    boolean tensorBoard,
    String title,
    @Nullable Path from,
    boolean test) {

  static final RunWishes NONE = new RunWishes(List.of(), false, false, "", null, true);

  RunWishes saving(List<SaveOption> others) {
    return new RunWishes(others, refit, tensorBoard, title, from, test);
  }

  RunWishes refitting() {
    return new RunWishes(options, true, tensorBoard, title, from, test);
  }

  RunWishes withTensorBoard() {
    return new RunWishes(options, refit, true, title, from, test);
  }

  RunWishes titled(String other) {
    return new RunWishes(options, refit, tensorBoard, other, from, test);
  }

  RunWishes from(Path model) {
    return new RunWishes(options, refit, tensorBoard, title, model, test);
  }

  RunWishes withoutTest() {
    return new RunWishes(options, refit, tensorBoard, title, from, false);
  }
}
