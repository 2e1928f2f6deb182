package io.github.seqrec4j.training;

import io.github.seqrec4j.api.SeqrecException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A training whose numbers are no longer finite. What was saved before is whole. */
final class Divergence extends SeqrecException {

  private static final long serialVersionUID = 1L;

  private static final String REMEDY =
      ": lower the learning rate or check the features for extreme values";

  private Divergence(String message) {
    super(message);
  }

  private Divergence(String message, Throwable cause) {
    super(message, cause);
  }

  /** Of a step that was not taken: the weights are those of the step before. */
  static Divergence ofLoss(int epoch, int step, double gradientNorm) {
    return new Divergence(
        "the loss is not finite at epoch "
            + epoch
            + ", step "
            + step
            + " (gradient norm "
            + gradientNorm
            + ")"
            + REMEDY);
  }

  /** Found when weights after a step were saved. */
  static Divergence ofWeights(int epoch, int step, SeqrecException found) {
    return new Divergence(
        "the weights are not finite after epoch "
            + epoch
            + ", step "
            + step
            + " ("
            + found.getMessage()
            + ")"
            + REMEDY,
        found);
  }

  /** Found by a validation, which says what to do. */
  static Divergence ofScores(int epoch, SeqrecException found) {
    return new Divergence("at the validation of epoch " + epoch + ": " + found.getMessage(), found);
  }

  /**
   * The same, written down beside the checkpoints, with what is kept and how to go on from it.
   *
   * @param checkpoints where the state is, null where it is in memory only
   */
  Divergence keeping(Progress progress, @Nullable Checkpoints checkpoints) {
    if (checkpoints == null) {
      return this;
    }
    try {
      checkpoints.markDivergence(this);
    } catch (IOException e) {
      addSuppressed(e);
      return this;
    }
    String kept =
        progress.best().checkpoint() == 0
            ? "no epoch was validated before it, so train anew into another directory"
            : "the state after epoch "
                + progress.best().epoch()
                + ", the best, is kept in "
                + checkpoints.directory()
                + ": resumed with a lower learning rate, training goes on from it";
    return new Divergence(getMessage() + "; " + kept, this);
  }
}
