package io.github.seqrec4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A dataset in which users walk around a ring of items, so that the next one is certain. */
final class Ring {

  private static final int ITEMS = 12;
  private static final int USERS = 600;
  private static final int LENGTH = 8;

  private Ring() {}

  /** Writes it into a new directory, which is returned. */
  static Path write(Path directory) throws IOException {
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int i = 0; i < ITEMS; i++) {
      items.append("item-").append(i).append("\tthing number ").append(i).append('\n');
    }
    StringBuilder interactions = new StringBuilder("user\titem\n");
    SplittableRandom random = new SplittableRandom(1);
    for (int u = 0; u < USERS; u++) {
      int first = random.nextInt(ITEMS);
      for (int i = 0; i < LENGTH; i++) {
        interactions
            .append("user-")
            .append(u)
            .append("\titem-")
            .append((first + i) % ITEMS)
            .append('\n');
      }
    }
    Path data = Files.createDirectory(directory);
    Files.writeString(data.resolve("items.tsv"), items);
    Files.writeString(data.resolve("interactions.tsv"), interactions);
    return data;
  }
}
