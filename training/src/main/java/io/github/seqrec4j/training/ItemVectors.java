package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.SeqrecException;
import java.util.List;

/**
 * The vectors of all items, the branches side by side: (N+1, MD), row 0 (padding) zero. The
 * ensemble's score is one inner product with the concatenated user vector, divided by M.
 */
final class ItemVectors implements AutoCloseable {

  /** Items encoded at a time. */
  private static final int CHUNK = 2048;

  private final List<Branch> branches;
  private final int width;
  private final NDArray vectors;

  /** Takes ownership of the array (N+1, MD). */
  ItemVectors(List<Branch> branches, NDArray vectors) {
    this.branches = List.copyOf(branches);
    this.vectors = vectors;
    width = Math.toIntExact(vectors.getShape().get(1)) / branches.size();
  }

  /** Encodes the whole catalogue in chunks. */
  static ItemVectors of(NDManager manager, SequenceModel model) {
    int items = model.items();
    List<Branch> branches = model.branches();
    int columns = branches.size() * model.spec().itemEncoder().width();
    NDArray all = manager.zeros(new Shape(items + 1L, columns));
    for (int from = 1; from <= items; from += CHUNK) {
      int to = Math.min(items + 1, from + CHUNK);
      int[] chunk = new int[to - from];
      for (int i = 0; i < chunk.length; i++) {
        chunk[i] = from + i;
      }
      try (NDManager scratch = manager.newSubManager()) {
        NDList encoded =
            new NDList(model.encodeItems(scratch, chunk, model.idRows(scratch, chunk), false));
        NDArray rows = encoded.size() == 1 ? encoded.get(0) : NDArrays.concat(encoded, 1);
        if (!Float.isFinite(rows.sum().getFloat())) {
          throw new SeqrecException(
              "item vectors are not finite (items "
                  + from
                  + " to "
                  + (to - 1)
                  + "): lower the learning rate or check the features");
        }
        all.set(new NDIndex("{}:{}", from, to), rows);
      }
    }
    return new ItemVectors(branches, all);
  }

  /** (N+1, MD). */
  NDArray vectors() {
    return vectors;
  }

  /** N. */
  int items() {
    return Math.toIntExact(vectors.getShape().get(0)) - 1;
  }

  List<Branch> branches() {
    return branches;
  }

  /**
   * Scores of all items in branch m.
   *
   * @param users (B, MD)
   * @return (B, N), column i being item i+1, owned by the users' manager
   */
  NDArray scores(NDArray users, int m) {
    return product(users, m * width, (m + 1) * width);
  }

  /** Scores of all items in the ensemble, (B, N): the mean of the branches. */
  NDArray scores(NDArray users) {
    return product(users, 0, branches.size() * width).divi(branches.size());
  }

  private NDArray product(NDArray users, int from, int to) {
    NDManager owner = users.getManager();
    NDArray items = vectors.get(owner, new NDIndex("1:, {}:{}", from, to));
    return users.get(":, {}:{}", from, to).matMul(items.transpose());
  }

  @Override
  public void close() {
    vectors.close();
  }
}
