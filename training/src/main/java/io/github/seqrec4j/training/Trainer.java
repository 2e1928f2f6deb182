package io.github.seqrec4j.training;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.data.Dataset;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a recommender: AdamW over shuffled batches, validation after every epoch, the best epoch
 * kept, early stopping.
 *
 * <p>The engine collects gradients, and keeps random numbers, for one training at a time in a
 * process: a second one waits for the first to end. Randomness is drawn from the seed, the epoch
 * and the step alone, so that the same seed on the same machine gives the same weights, and a
 * resumed run those of an unbroken one.
 */
public final class Trainer {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  /** The engine records gradients, and draws random numbers, for one training in a process. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

  /** What the weights that are kept are evaluated on at the end. */
  enum FinalParts {
    VALIDATION_AND_TEST,
    VALIDATION
  }

  private final @Nullable Path checkpoints;
  private final @Nullable Path from;
  private final FinalParts parts;

  private Trainer(@Nullable Path checkpoints, @Nullable Path from, FinalParts parts) {
    this.checkpoints = checkpoints;
    this.from = from;
    this.parts = parts;
  }

  /** A trainer that keeps its state in memory only. */
  public static Trainer create() {
    return new Trainer(null, null, FinalParts.VALIDATION_AND_TEST);
  }

  /**
   * A trainer that writes checkpoints into a directory, after every epoch and within them, and
   * resumes from the last if there is one. A listener that throws after a step ends the training;
   * the state after that step is then in the directory. More epochs or patience than it was written
   * with lead to the same model as if they had been asked for from the start; where they would not,
   * as by a schedule that depends on the number of epochs, they are refused.
   *
   * @param directory created when needed
   */
  public static Trainer withCheckpoints(Path directory) {
    return new Trainer(directory, null, FinalParts.VALIDATION_AND_TEST);
  }

  /**
   * This trainer, with the weights of a trained model as the first ones: yesterday's model, today's
   * log. Items are the same where their identifiers are; the ID embedding of a new item starts from
   * its content, by a linear map learnt from those that have one; items that are gone are left out.
   * The moments of the optimiser start at zero. {@link #fit} then refuses a spec of another model
   * ({@link io.github.seqrec4j.api.UsageException}) and data without any item of the model, or with
   * features of other widths or other event categories ({@link DataException}).
   *
   * @param bundle directory of the model
   */
  public Trainer from(Path bundle) {
    return new Trainer(checkpoints, bundle, parts);
  }

  /**
   * This trainer, without a final test: the test targets are held out as ever, and nothing ranks
   * them, neither the model nor a baseline. The report then has no test metrics. For trainings that
   * are compared in order to choose among them.
   */
  public Trainer withoutTest() {
    return new Trainer(checkpoints, from, FinalParts.VALIDATION);
  }

  /**
   * Trains, evaluates the best epoch on validation and, unless {@link #withoutTest told not to}, on
   * test, and returns the recommender, which the caller closes.
   *
   * @param listener hears every step and epoch, on this thread
   * @throws IllegalArgumentException if the spec does not fit the data
   * @throws io.github.seqrec4j.api.DataException if a modality of the spec has no features
   * @throws SeqrecException if the loss stops being finite; the message says what is kept
   * @throws io.github.seqrec4j.api.UsageException if there is no such device, or the ID table does
   *     not fit into memory
   */
  public TrainedRecommender fit(RecommenderSpec spec, Dataset dataset, TrainingListener listener) {
    return train(spec, dataset, null, listener);
  }

  /**
   * Trains once more on all interactions, those held out before included, from fresh weights and up
   * to the epoch that was the best. Nothing is left to evaluate this model on: its report is that
   * of the training before, with what the refit came to.
   *
   * @param report of {@link #fit} with this spec on this dataset
   * @param listener hears every step and epoch, on this thread; there are no validation metrics
   * @return the recommender, which the caller closes
   */
  public TrainedRecommender refit(
      RecommenderSpec spec, Dataset dataset, TrainingReport report, TrainingListener listener) {
    return train(spec, dataset, report, listener);
  }

  private TrainedRecommender train(
      RecommenderSpec spec,
      Dataset dataset,
      @Nullable TrainingReport before,
      TrainingListener listener) {
    checkInputs(spec.backbone(), dataset);
    ColdReport.check(spec, dataset);
    return alone(
        () -> {
          NDManager manager = NativeEngine.newManager(spec.training().device());
          try (FinishedTeacher teacher = FinishedTeacher.of(spec, dataset)) {
            return new Training(
                    manager, spec, dataset, checkpoints, from, before, teacher, parts, listener)
                .execute();
          } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
          }
        });
  }

  /**
   * What collects gradients or draws by the engine's seed, when nothing else in the process does.
   */
  static <T> T alone(Supplier<T> act) {
    if (!ONE_AT_A_TIME.tryLock()) {
      LOG.info("waiting for another training in this process to end");
      ONE_AT_A_TIME.lock();
    }
    try {
      return act.get();
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /** What the backbone reads must be in the data. */
  static void checkInputs(SequenceBackbone backbone, Dataset dataset) {
    Set<SequenceInput> inputs = backbone.inputs();
    boolean readsTimes =
        inputs.contains(SequenceInput.EVENT_TIMES) || inputs.contains(SequenceInput.REQUEST_TIMES);
    if (readsTimes && !dataset.hasTimes()) {
      throw new DataException(
          dataset.spec().path()
              + ": the interactions have no times, which the backbone '"
              + backbone.type()
              + "' reads; name their column in seqrec4j.data.timestamp-column, or turn off what reads"
              + " them in seqrec4j.backbone."
              + backbone.type());
    }
    if (inputs.contains(SequenceInput.EVENT_CATEGORIES) && dataset.categories().isEmpty()) {
      throw new DataException(
          dataset.spec().path()
              + ": the interactions have no categories, which the backbone '"
              + backbone.type()
              + "' reads; name their column in seqrec4j.data.category-column");
    }
  }
}
