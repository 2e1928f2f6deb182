package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.Catalogue;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.UserHistories;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a recommender takes from a trained model and its data. */
final class CatalogueEncoding {

  /** Items encoded at a time. */
  private static final int CHUNK = 2048;

  private CatalogueEncoding() {}

  /** Encodes the whole catalogue in chunks. */
  static ItemVectors vectors(NDManager manager, SequenceModel model) {
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
        NDArray rows = vectors(scratch, model, chunk);
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

  /** Vectors of some items, the branches side by side: (U, MD), owned by {@code owner}. */
  static NDArray vectors(NDManager owner, SequenceModel model, int[] items) {
    NDList encoded =
        new NDList(model.encodeItems(owner, items, model.idRows(owner, items, false), false));
    return encoded.size() == 1 ? encoded.get(0) : NDArrays.concat(encoded, 1);
  }

  /** Names of all items. */
  static Catalogue names(Dataset dataset) {
    List<String> titles = new ArrayList<>();
    for (int item = 1; item <= dataset.items(); item++) {
      titles.add(dataset.title(item));
    }
    return new Catalogue(ids(dataset), titles);
  }

  /** Histories of all users. */
  static UserHistories histories(Dataset dataset) {
    Map<String, int[]> histories = new LinkedHashMap<>();
    for (int user = 0; user < dataset.users(); user++) {
      histories.put(dataset.userId(user), dataset.history(user));
    }
    return new UserHistories(ids(dataset), histories);
  }

  private static List<String> ids(Dataset dataset) {
    List<String> ids = new ArrayList<>();
    for (int item = 1; item <= dataset.items(); item++) {
      ids.add(dataset.itemId(item));
    }
    return ids;
  }
}
