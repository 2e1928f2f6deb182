package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small training over {@link TinyData} and its checkpoint.
 *
 * <p>{@code src/test/resources/.../checkpoint-2} is what {@link #main} wrote when the format was
 * new; it is never written again once it is released, and every later version resumes it.
 */
final class TinyCheckpoint {

  /** Epochs that the committed checkpoint holds. */
  static final int EPOCHS = 2;

  private TinyCheckpoint() {}

  /**
   * Writes the checkpoint.
   *
   * @param arguments the directory to create it in
   */
  public static void main(String[] arguments) throws IOException {
    Path data = Files.createTempDirectory("tiny-data");
    TinyData.write(data);
    fit(data, Path.of(arguments[0]), EPOCHS, event -> {}).close();
  }

  /** Trains for so many epochs, on from a checkpoint if there is one. */
  static TrainedRecommender fit(Path data, Path checkpoint, int epochs, TrainingListener listener) {
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(
                MultiModalItemEncoder.builder()
                    .modalities(Modality.ID)
                    .width(8)
                    .fusion(LateFusion.builder().dropout(0).build())
                    .build())
            .backbone(SasRec.builder().layers(1).heads(2).dropout(0).build())
            .maxLength(6)
            .training(TrainingSpec.builder().epochs(epochs).batchSize(16).patience(0).build())
            .build();
    try (Dataset dataset = Dataset.open(data)) {
      return Trainer.withCheckpoints(checkpoint).fit(spec, dataset, listener);
    }
  }
}
