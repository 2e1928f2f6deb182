package io.github.seqrec4j.examples;

import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.RecommenderSpecBuilder;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.fusion.MultiModalItemEncoderBuilder;
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
  static RecommenderSpecBuilder spec() {
    return RecommenderSpec.builder()
        .itemEncoder(encoder().build())
        .backbone(SasRec.builder().layers(1).build())
        .training(TrainingSpec.builder().epochs(2).build());
  }

  /** Ids, titles and pictures, through one layer. */
  static MultiModalItemEncoderBuilder encoder() {
    return MultiModalItemEncoder.builder()
        .width(32)
        .outputGain(0.125)
        .fusion(IdAwareTransformer.builder().layers(1).build());
  }
}
