package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.IdTable;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.data.FeatureStore;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Starts the ID table as a copy of the items' features, averaged over modalities (the reference's
 * {@code idInit} 1 to 3).
 */
final class IdTableStart {

  private IdTableStart() {}

  /** (N+1, F_id); row 0 is zero. */
  static NDArray fromFeatures(
      NDManager manager, IdTable table, int items, Map<Modality, FeatureStore> stores) {
    int width = table.width();
    float[] start = new float[Math.multiplyExact(items + 1, width)];
    for (Modality modality : table.initialFrom()) {
      FeatureStore store = stores.get(modality);
      if (store == null) {
        throw new UsageException(
            "idInit names modality '" + modality + "', for which there are no features");
      }
      ModalitySchema schema = store.schema();
      if (schema.width() != width) {
        throw new UsageException(
            "idInit needs features as wide as the ID table: "
                + modality
                + " has "
                + schema.width()
                + ", idWidth is "
                + width);
      }
      FloatBuffer row = FloatBuffer.allocate(schema.tokens() * width);
      FloatBuffer mask = FloatBuffer.allocate(schema.tokens());
      for (int item = 1; item <= items; item++) {
        store.read(new int[] {item}, row.clear(), mask.clear());
        for (int f = 0; f < width; f++) {
          start[item * width + f] += row.get(f) / table.initialFrom().size();
        }
      }
    }
    return HostArrays.of(manager, start, new Shape(items + 1L, width));
  }
}
