package io.github.seqrec4j.api;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets branches teach each other while they train (paper section 3.4).
 *
 * <p>Shapes: R rows (positions that predict), C candidates.
 */
@Experimental
public interface Distillation extends Component {

  /**
   * Weight w of the loss in an epoch; 0 means that {@link #loss} is not computed.
   *
   * @param epoch counted from 1
   */
  double weight(int epoch);

  /**
   * The loss of a block of rows, without {@link #weight}: a scalar, {@link LogitRows#mean mean}
   * over rows. Rows are independent, and may have weights, as for a {@link Loss}.
   *
   * @throws IllegalArgumentException if it refers to a branch that is not among those given
   */
  NDArray loss(LogitRows rows);

  /**
   * The loss with its gradient written by hand, as for a {@link Loss}; null, unless overridden,
   * where it is left to the engine.
   */
  default @Nullable LogitGradients gradients(LogitRows rows) {
    return null;
  }

  /**
   * Bundle of a finished model whose logits of the same rows and candidates the loss reads, as
   * {@link LogitRows#teacher}; null, unless overridden, for none.
   */
  default @Nullable Path teacher() {
    return null;
  }

  /**
   * Checks, before anything is computed, that this distillation suits the branches.
   *
   * @throws IllegalArgumentException naming the branch that is missing and those there are
   */
  void check(List<Branch> branches);
}
