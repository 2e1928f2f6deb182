package io.github.seqrec4j.training;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.ArrayFeatureStore;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import io.github.seqrec4j.fusion.IdAwareTransformer.LastLayer;
import io.github.seqrec4j.fusion.IdAwareTransformer.Visibility;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.util.Map;
import java.util.Random;

/** A small ODMT model without dropout, on features of two tokens, for tests. */
final class TinyModel {

  static final int ITEMS = 17;
  static final int WIDTH = 8;

  /** Item i stands i times in the training sequences. */
  static final ItemCounts COUNTS = ItemCounts.of(ITEMS, item -> item);

  private TinyModel() {}

  static SequenceModel of(
      NDManager manager,
      int maxLength,
      LastLayer lastLayer,
      Objective objective,
      Distillation distillation) {
    return of(manager, spec(maxLength, lastLayer, objective, distillation), 0);
  }

  static RecommenderSpec spec(
      int maxLength, LastLayer lastLayer, Objective objective, Distillation distillation) {
    return RecommenderSpec.builder()
        .itemEncoder(
            MultiModalItemEncoder.builder()
                .width(WIDTH)
                .fusion(new IdAwareTransformer(2, 2, 0, Visibility.ID_AWARE, lastLayer))
                .build())
        .backbone(SasRec.builder().layers(1).dropout(0).build())
        .objective(objective)
        .distillation(distillation)
        .maxLength(maxLength)
        .build();
  }

  /** A model of another spec with the same modalities. */
  static SequenceModel of(NDManager manager, RecommenderSpec spec, int categories) {
    return new SequenceModel(
        manager,
        spec,
        ITEMS,
        categories,
        Map.of(
            Modality.TEXT,
            features(Modality.TEXT, 3),
            Modality.IMAGE,
            features(Modality.IMAGE, 5)));
  }

  /** Two tokens an item; every third item lacks the second. */
  private static FeatureStore features(Modality modality, int width) {
    Random random = new Random(width);
    float[][] rows = new float[ITEMS][2 * width];
    for (int item = 0; item < ITEMS; item++) {
      for (int i = 0; i < rows[item].length; i++) {
        boolean missing = i >= width && item % 3 == 0;
        rows[item][i] = missing ? 0 : (float) random.nextGaussian();
      }
    }
    return ArrayFeatureStore.tokens(modality, 2, rows);
  }
}
