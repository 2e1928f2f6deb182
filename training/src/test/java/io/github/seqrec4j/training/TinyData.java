package io.github.seqrec4j.training;

import io.github.seqrec4j.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** Users in whose histories what follows depends on what was, over items of two modalities. */
final class TinyData {

  static final int ITEMS = 30;
  private static final int USERS = 240;
  private static final int START = 1_600_000_000;
  private static final int HOUR = 3600;

  private TinyData() {}

  /** Writes the dataset into a directory; the same files each time. */
  static void write(Path directory) throws IOException {
    write(directory, "user\titem\n", time -> "\n");
  }

  /** The same with times, the events of a user an hour apart. */
  static void writeTimed(Path directory) throws IOException {
    write(directory, "user\titem\ttimestamp\n", time -> "\t" + time + "\n");
  }

  /** The same with the kind of each event: a purchase, or a view of any item. */
  static void writeKinds(Path directory) throws IOException {
    Random random = new Random(2);
    write(directory, "user\titem\tkind\trating\n", time -> kind(random));
  }

  private static String kind(Random random) {
    return random.nextInt(3) == 0 ? "\tview\t\n" : "\tpurchase\t" + random.nextInt(6) + "\n";
  }

  private static void write(Path directory, String header, IntFunction<String> end)
      throws IOException {
    Files.createDirectories(directory);
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int item = 0; item < ITEMS; item++) {
      items.append('i').append(item).append("\tItem ").append(item).append('\n');
    }
    Files.writeString(directory.resolve("items.tsv"), items);
    Random random = new Random(1);
    StringBuilder interactions = new StringBuilder(header);
    for (int user = 0; user < USERS; user++) {
      int item = random.nextInt(ITEMS);
      for (int i = 0; i < 5 + user % 6; i++) {
        interactions.append('u').append(user).append("\ti").append(item);
        interactions.append(end.apply(START + HOUR * i));
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
