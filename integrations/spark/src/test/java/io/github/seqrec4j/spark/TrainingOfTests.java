package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.NpyWriter;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.training.TrainedRecommender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Users in whose histories what follows depends on what was, and a model of IDs and texts. */
final class TrainingOfTests {

  private static final int USERS = 120;
  private static final int ITEMS = 40;
  private static final int WIDTH = 6;

  private TrainingOfTests() {}

  /** Writes the dataset; of the items a quarter is in no history. */
  static Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int item = 0; item < ITEMS; item++) {
      items.append('i').append(item).append("\tItem ").append(item).append('\n');
    }
    Files.writeString(directory.resolve("items.tsv"), items);
    Random random = new Random(1);
    StringBuilder log = new StringBuilder("user\titem\ttimestamp\n");
    int seen = ITEMS * 3 / 4;
    for (int user = 0; user < USERS; user++) {
      int item = random.nextInt(seen);
      for (int i = 0; i < 5 + user % 4; i++) {
        log.append('u').append(user).append("\ti").append(item).append('\t').append(i).append('\n');
        item = (item + 1 + random.nextInt(3)) % seen;
      }
    }
    Files.writeString(directory.resolve("interactions.tsv"), log);
    Path features = directory.resolve("features").resolve("text.npy");
    try (NpyWriter writer = new NpyWriter(features, NpyWriter.Precision.FLOAT16, ITEMS, WIDTH)) {
      for (int item = 0; item < ITEMS; item++) {
        float[] row = new float[WIDTH];
        for (int f = 0; f < WIDTH; f++) {
          row[f] = (float) Math.sin(item * (f + 1) / 3.0);
        }
        writer.write(row);
      }
      writer.finish();
    }
    return directory;
  }

  /** Two epochs of a small model with dropout. */
  static RecommenderSpec spec(Schedule schedule) {
    return RecommenderSpec.builder()
        .itemEncoder(
            MultiModalItemEncoder.builder().modalities(Modality.ID, Modality.TEXT).width(8).build())
        .backbone(SasRec.builder().layers(1).dropout(0.2).build())
        .maxLength(5)
        .training(TrainingSpec.builder().epochs(2).batchSize(8).schedule(schedule).build())
        .build();
  }

  /** What a model comes to, as it is saved; the model is closed. */
  static String weights(TrainedRecommender model, Path bundle) throws IOException {
    try (model) {
      model.save(bundle);
    }
    return Sha256.ofFile(bundle.resolve("weights.safetensors"))
        + Sha256.ofFile(bundle.resolve("item-vectors.safetensors"));
  }
}
