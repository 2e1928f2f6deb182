package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.FeatureStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Widens the rows of a feature store into arrays, for the items of one step. Not thread-safe: it
 * keeps its buffers, and the arrays of a step are views of them, valid until the next {@link
 * #read}.
 */
final class ItemFeatures {

  /**
   * Where the engine aligns its own memory, in bytes. Matrix products take another path, and round
   * otherwise, where it differs; without it the same seed gives other weights in another process.
   */
  private static final int ALIGNMENT = 64;

  private final NDManager home;
  private final FeatureStore store;
  private ByteBuffer features = ByteBuffer.allocateDirect(0);
  private ByteBuffer mask = ByteBuffer.allocateDirect(0);
  private @Nullable Sent sent;

  /**
   * What was last sent to a GPU.
   *
   * @param features (U, T, F)
   * @param mask (U, T)
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Sent(int[] items, NDArray features, NDArray mask) {}

  /**
   * Of a store.
   *
   * @param home of what stays on a GPU between steps
   */
  ItemFeatures(NDManager home, FeatureStore store) {
    this.home = home;
    this.store = store;
  }

  /** The stores of all modalities of a spec but the ID. */
  static Map<Modality, FeatureStore> stores(RecommenderSpec spec, Dataset dataset) {
    Map<Modality, FeatureStore> stores = new LinkedHashMap<>();
    for (Modality modality : spec.itemEncoder().modalities()) {
      if (!modality.equals(Modality.ID)) {
        stores.put(modality, dataset.features(modality));
      }
    }
    return stores;
  }

  ModalitySchema schema() {
    return store.schema();
  }

  /** Features (U, T, F) and mask (U, T) of items; item 0 is padding. */
  NDArray[] read(NDManager manager, int[] items) {
    if (!home.getDevice().isGpu()) {
      return make(manager, items);
    }
    Sent last = sent;
    if (last == null || !Arrays.equals(last.items(), items)) {
      last = send(items);
    }
    NDIndex all = new NDIndex("{}:{}", 0, items.length);
    return new NDArray[] {last.features().get(manager, all), last.mask().get(manager, all)};
  }

  /**
   * Sends features to a GPU, to stay there until others are: a step that is scored against the
   * whole catalogue reads what the step before it did.
   */
  private Sent send(int[] items) {
    if (sent != null) {
      sent.features().close();
      sent.mask().close();
    }
    NDArray[] made = make(home, items);
    sent = new Sent(items.clone(), made[0], made[1]);
    return sent;
  }

  private NDArray[] make(NDManager manager, int[] items) {
    ModalitySchema schema = store.schema();
    Shape maskShape = new Shape(items.length, schema.tokens());
    Shape shape = maskShape.add(schema.width());
    features = sized(features, shape);
    mask = sized(mask, maskShape);
    store.read(items, features.asFloatBuffer(), mask.asFloatBuffer());
    return new NDArray[] {
      manager.create(features, shape, DataType.FLOAT32),
      manager.create(mask, maskShape, DataType.FLOAT32)
    };
  }

  private static ByteBuffer sized(ByteBuffer buffer, Shape shape) {
    int bytes = Math.multiplyExact(Math.toIntExact(shape.size()), Float.BYTES);
    ByteBuffer enough =
        buffer.capacity() < bytes
            ? ByteBuffer.allocateDirect(bytes + 2 * ALIGNMENT).alignedSlice(ALIGNMENT)
            : buffer;
    return enough.duplicate().order(ByteOrder.nativeOrder()).clear().limit(bytes);
  }
}
