package io.github.seqrec4j.training;

import io.github.seqrec4j.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Users in whose histories what follows depends on what was, over items of two modalities. */
final class TinyData {

  static final int ITEMS = 30;
  private static final int USERS = 240;

  private TinyData() {}

  /** Writes the dataset into a directory; the same files each time. */
  static void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int item = 0; item < ITEMS; item++) {
      items.append('i').append(item).append("\tItem ").append(item).append('\n');
    }
    Files.writeString(directory.resolve("items.tsv"), items);
    Random random = new Random(1);
    StringBuilder interactions = new StringBuilder("user\titem\n");
    for (int user = 0; user < USERS; user++) {
      int item = random.nextInt(ITEMS);
      for (int i = 0; i < 5 + user % 6; i++) {
        interactions.append('u').append(user).append("\ti").append(item).append('\n');
        item = (item + 1 + random.nextInt(3)) % ITEMS; // what follows depends on what was
      }
    }
    Files.writeString(directory.resolve("interactions.tsv"), interactions);
    for (String modality : List.of("text", "image")) {
      Path file = directory.resolve("features").resolve(modality + ".npy");
      try (NpyWriter writer = new NpyWriter(file, NpyWriter.Precision.FLOAT16, ITEMS, 6)) {
        for (int item = 0; item < ITEMS; item++) {
          float[] row = new float[6];
          for (int f = 0; f < row.length; f++) {
            row[f] = (float) Math.sin(item * (f + 1) / 3.0);
          }
          writer.write(row);
        }
        writer.finish();
      }
    }
  }
}
