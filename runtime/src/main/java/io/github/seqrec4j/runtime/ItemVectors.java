package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import java.util.Arrays;
import java.util.List;

/**
 * The vectors of all items, the branches side by side: (N+1, MD), row 0 (padding) zero. The
 * ensemble's score is one inner product with the concatenated user vector, each branch of it times
 * its weight.
 */
@Internal
public final class ItemVectors implements AutoCloseable {

  private final List<Branch> branches;
  private final int width;
  private final NDArray vectors;
  private final EnsembleWeights weights;

  /** Takes ownership of the array (N+1, MD); all branches count alike. */
  public ItemVectors(List<Branch> branches, NDArray vectors) {
    this(branches, vectors, EnsembleWeights.mean(branches.size()));
  }

  /**
   * Takes ownership of the array (N+1, MD).
   *
   * @throws IllegalArgumentException if there is not a weight for each branch
   */
  public ItemVectors(List<Branch> branches, NDArray vectors, EnsembleWeights weights) {
    if (weights.values().size() != branches.size()) {
      throw new IllegalArgumentException(
          "weights of the ensemble must be one for each branch: " + weights + ", " + branches);
    }
    this.branches = List.copyOf(branches);
    this.vectors = vectors;
    this.weights = weights;
    width = Math.toIntExact(vectors.getShape().get(1)) / branches.size();
  }

  /** (N+1, MD). */
  public NDArray vectors() {
    return vectors;
  }

  /** N. */
  public int items() {
    return Math.toIntExact(vectors.getShape().get(0)) - 1;
  }

  /**
   * The vectors of these items, in their order, a copy owned by {@code owner}; these themselves
   * where the order is theirs.
   *
   * @param order indices, the first 0, padding
   */
  public ItemVectors arranged(NDManager owner, int[] order) {
    boolean same = order.length == items() + 1;
    for (int i = 0; same && i < order.length; i++) {
      same = order[i] == i;
    }
    return same
        ? this
        : new ItemVectors(branches, Rows.take(vectors, HostArrays.indices(owner, order)), weights);
  }

  /** The same array under other weights of the ensemble. */
  public ItemVectors weighted(EnsembleWeights other) {
    return new ItemVectors(branches, vectors, other);
  }

  /** How much each branch counts in the ensemble. */
  public EnsembleWeights weights() {
    return weights;
  }

  /** M branches in model order. */
  public List<Branch> branches() {
    return branches;
  }

  /**
   * Scores of all items in branch m.
   *
   * @param users (B, MD)
   * @return (B, N), column i being item i+1, owned by the users' manager
   */
  public NDArray scores(NDArray users, int m) {
    return products(users, m * width, (m + 1) * width);
  }

  /** Scores of all items in the ensemble, (B, N): the branches by their weights. */
  public NDArray scores(NDArray users) {
    float[] columns = new float[branches.size() * width];
    for (int m = 0; m < branches.size(); m++) {
      Arrays.fill(columns, m * width, (m + 1) * width, weights.weight(m));
    }
    NDArray factors = HostArrays.of(users.getManager(), columns, new Shape(columns.length));
    return products(users.mul(factors), 0, columns.length);
  }

  /** Inner products of all items with some numbers of these vectors, (B, MD) to (B, N). */
  NDArray products(NDArray users, int from, int to) {
    return products(users.getManager(), users, 0, items(), from, to);
  }

  /**
   * Inner products of consecutive items, (B, MD) to (B, count).
   *
   * @param owner of what is made
   * @param first column of the first item, 0 of item 1
   */
  NDArray products(NDManager owner, NDArray users, int first, int count, int from, int to) {
    NDArray items =
        vectors.get(owner, new NDIndex("{}:{}, {}:{}", first + 1, first + 1 + count, from, to));
    NDArray some = users.get(owner, new NDIndex(":, {}:{}", from, to));
    return some.matMul(items.transpose());
  }

  @Override
  public void close() {
    vectors.close();
  }
}
