package io.github.seqrec4j.examples;

import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.imports.demo.DemoCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;

/** The generated shop that the examples here train on, and a spec small enough to do so at once. */
final class DemoShop {

  private static final long SEED = 42;

  private DemoShop() {}

  /** Writes the shop and its features into a directory, unless they are there. */
  static Path in(Path directory) {
    if (!Files.exists(directory)) {
      // tag::encode[]
      DemoCatalogue.write(directory, SEED);
      FeatureEncoding.encodeText(directory);
      FeatureEncoding.encodeImages(directory);
      // end::encode[]
    }
    return directory;
  }

  /** ODMT on ids, titles and pictures; two epochs, to see how it goes and not how far. */
  static RecommenderSpec.Builder spec() {
    TrainingSpec defaults = new TrainingSpec();
    return RecommenderSpec.builder()
        .itemEncoder(encoder().build())
        .backbone(SasRec.builder().layers(1).build())
        .training(
            new TrainingSpec(
                2,
                defaults.batchSize(),
                defaults.patience(),
                defaults.selectBy(),
                defaults.seed(),
                defaults.optimizer()));
  }

  /** Ids, titles and pictures, through one layer. */
  static MultiModalItemEncoder.Builder encoder() {
    IdAwareTransformer defaults = new IdAwareTransformer();
    return MultiModalItemEncoder.builder()
        .width(32)
        .outputGain(0.125)
        .fusion(
            new IdAwareTransformer(
                1,
                defaults.heads(),
                defaults.dropout(),
                defaults.visibility(),
                defaults.lastLayer()));
  }
}
