package org.example.shop;

import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.Gru4Rec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.imports.demo.DemoCatalogue;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.UserHistories;
import io.github.seqrec4j.training.SaveOption;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.nio.file.Path;
import java.util.List;

/** Trains on the generated shop, saves the model, and recommends with the one it loads. */
public final class Shop {

  private Shop() {}

  /** The best five for the first customer. */
  public static List<Recommendation> recommend(Path directory) {
    Path data = directory.resolve("data");
    DemoCatalogue.write(data, 42);
    FeatureEncoding.encodeText(data);
    FeatureEncoding.encodeImages(data);
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(MultiModalItemEncoder.builder().width(32).build())
            .backbone(new Gru4Rec())
            .training(TrainingSpec.builder().epochs(1).build())
            .build();
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender model = Trainer.create().fit(spec, dataset, event -> {})) {
      model.save(directory.resolve("model"), SaveOption.USER_HISTORIES);
    }
    try (SequentialRecommender model = SequentialRecommender.load(directory.resolve("model"))) {
      UserHistories users = model.histories().orElseThrow();
      return model.recommend(users.history(users.users().iterator().next()), 5);
    }
  }
}
