package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.runtime.StoredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That what is known of the items is what it was, by their vectors: with the same weights and the
 * same features they are the stored model's. Other features in most of them are those of another
 * encoder, or of one that learns from the catalogue, whose numbers mean something else each time.
 *
 * @param bundle where the stored model is, for messages
 * @param places in its catalogue, of items 0..N; 0 for a new one
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one check and is never compared
record ContentCheck(Path bundle, StoredModel stored, int[] places) {

  private static final Logger LOG = LoggerFactory.getLogger(ContentCheck.class);

  /** Items whose vectors are compared, about. */
  private static final int SAMPLE = 1000;

  /** Relative distance of vectors of the same features: rounding is far below. */
  private static final float SAME = 1e-3f;

  /**
   * Checks some of the items.
   *
   * @param model with the stored weights
   * @param known items of both
   * @throws DataException if most have other features
   * @throws IOException if the stored vectors cannot be read
   */
  void check(NDManager manager, SequenceModel model, int[] known) throws IOException {
    int step = Math.max(1, known.length / SAMPLE);
    int[] some =
        IntStream.range(0, known.length).filter(i -> i % step == 0).map(i -> known[i]).toArray();
    int changed = 0;
    try (NDManager scratch = manager.newSubManager()) {
      NDArray now = CatalogueEncoding.vectors(scratch, model, some); // (U, MD)
      for (int i = 0; i < some.length; i++) {
        try (NDArray then = stored.vector(scratch, places[some[i]]);
            NDArray row = now.get(i);
            NDArray difference = row.sub(then)) {
          float size = then.norm().getFloat();
          changed += difference.norm().getFloat() > SAME * size ? 1 : 0;
        }
      }
    }
    if (changed > some.length / 2) {
      throw new DataException(
          bundle
              + ": of "
              + some.length
              + " items that were looked at, "
              + changed
              + " have other features than the model was trained with; features of an encoder that"
              + " learns from the catalogue, such as tf-idf-svd, mean something else each time"
              + WarmStart.LIKE);
    }
    if (changed > 0) {
      LOG.info(
          "of {} items that {} and the data share and that were looked at, {} have other features",
          some.length,
          bundle,
          changed);
    }
  }
}
