package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.data.FeatureStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Widens the rows of a feature store into arrays, for the items of one step. Not thread-safe: it
 * keeps its buffers.
 */
final class ItemFeatures {

  private final FeatureStore store;
  private FloatBuffer features = FloatBuffer.allocate(0);
  private FloatBuffer mask = FloatBuffer.allocate(0);

  ItemFeatures(FeatureStore store) {
    this.store = store;
  }

  ModalitySchema schema() {
    return store.schema();
  }

  /** Features (U, T, F) and mask (U, T) of items; item 0 is padding. */
  NDArray[] read(NDManager manager, int[] items) {
    ModalitySchema schema = store.schema();
    int maskSize = Math.multiplyExact(items.length, schema.tokens());
    int size = Math.multiplyExact(maskSize, schema.width());
    features = sized(features, size);
    mask = sized(mask, maskSize);
    store.read(items, features, mask);
    features.position(0).limit(size);
    mask.position(0).limit(maskSize);
    return new NDArray[] {
      manager.create(features, new Shape(items.length, schema.tokens(), schema.width())),
      manager.create(mask, new Shape(items.length, schema.tokens()))
    };
  }

  private static FloatBuffer sized(FloatBuffer buffer, int size) {
    if (buffer.capacity() < size) {
      return ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    }
    return buffer.clear().limit(size);
  }
}
