package io.github.seqrec4j.examples;

// tag::program[]
import static io.github.seqrec4j.api.Modality.ID;
import static io.github.seqrec4j.api.Modality.TEXT;

import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Trains on a dataset directory, saves the model, loads it and recommends. */
public final class Quickstart {

  public static void main(String[] arguments) {
    Path data = Path.of(arguments[0]); // holds interactions.tsv and items.tsv
    Path model = Path.of(arguments[1]); // will be created
    List<String> history = List.of(arguments).subList(2, arguments.length); // items, oldest first

    if (Files.exists(model)) { // before the training, which would be lost
      throw new IllegalArgumentException(model + " exists; a model is never overwritten");
    }
    // tag::readme[]
    FeatureEncoding.encodeText(data); // titles to features/text.npy
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(
                MultiModalItemEncoder.builder()
                    .modalities(ID, TEXT)
                    .width(64)
                    .fusion(new IdAwareTransformer())
                    .build())
            .backbone(new SasRec())
            .distillation(OnlineDistillation.sigmoid(/* temperature */ 1, /* epochs */ 20))
            .maxLength(12)
            .build();

    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender trained = Trainer.create().fit(spec, dataset, event -> {})) {
      System.out.println("test: " + trained.report().test().get("ensemble"));
      trained.save(model);
    }

    // tag::serve[]
    try (SequentialRecommender recommender = SequentialRecommender.load(model)) {
      recommender
          .recommend(history, 10)
          .forEach(r -> System.out.printf("%s  %.3f%n", r.item(), r.score()));
    }
    // end::serve[]
    // end::readme[]
  }

  private Quickstart() {}
}
// end::program[]
