package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import java.util.List;

/**
 * The vectors of all items, the branches side by side: (N+1, MD), row 0 (padding) zero. The
 * ensemble's score is one inner product with the concatenated user vector, divided by M.
 */
@Internal
public final class ItemVectors implements AutoCloseable {

  private final List<Branch> branches;
  private final int width;
  private final NDArray vectors;

  /** Takes ownership of the array (N+1, MD). */
  public ItemVectors(List<Branch> branches, NDArray vectors) {
    this.branches = List.copyOf(branches);
    this.vectors = vectors;
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
        : new ItemVectors(branches, Rows.take(vectors, HostArrays.indices(owner, order)));
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

  /** Scores of all items in the ensemble, (B, N): the mean of the branches. */
  public NDArray scores(NDArray users) {
    return products(users, 0, branches.size() * width).divi(branches.size());
  }

  /** Inner products of all items with some numbers of these vectors, (B, MD) to (B, N). */
  NDArray products(NDArray users, int from, int to) {
    NDManager owner = users.getManager();
    NDArray items = vectors.get(owner, new NDIndex("1:, {}:{}", from, to));
    return users.get(":, {}:{}", from, to).matMul(items.transpose());
  }

  @Override
  public void close() {
    vectors.close();
  }
}
