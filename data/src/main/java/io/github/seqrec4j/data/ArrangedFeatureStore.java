package io.github.seqrec4j.data;

import io.github.seqrec4j.api.ModalitySchema;
import java.nio.FloatBuffer;

/**
 * Features of some items of a store, in another order.
 *
 * @param store of all of them; closed with this
 * @param order the store's index of each item, the first 0, padding
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ArrangedFeatureStore(FeatureStore store, int[] order) implements FeatureStore {

  @Override
  public ModalitySchema schema() {
    return store.schema();
  }

  @Override
  public void read(int[] items, FloatBuffer features, FloatBuffer mask) {
    int[] rows = new int[items.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = order[items[i]];
    }
    store.read(rows, features, mask);
  }

  @Override
  public void close() {
    store.close();
  }
}
