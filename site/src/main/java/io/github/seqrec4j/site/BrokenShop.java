package io.github.seqrec4j.site;

import io.github.seqrec4j.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small dataset, written so that one thing in it can be spoilt. */
final class BrokenShop {

  private static final int ITEMS = 12;
  private static final int USERS = 6;
  private static final int EACH = 6;
  private static final int WIDTH = 4;

  private final Path folder;

  /** Writes {@code shop/} and {@code shop.conf} into a folder. */
  BrokenShop(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(data("features"));
    List<String> items = new ArrayList<>(List.of("item\ttitle"));
    for (int item = 1; item <= ITEMS; item++) {
      items.add("item-" + item + "\tThing " + item);
    }
    List<String> events = new ArrayList<>(List.of("user\titem\ttimestamp"));
    for (int user = 1; user <= USERS; user++) {
      for (int event = 0; event < EACH; event++) {
        events.add("user-%d\titem-%d\t%d".formatted(user, 1 + (user + event) % ITEMS, event));
      }
    }
    Files.write(data("items.tsv"), items);
    Files.write(data("interactions.tsv"), events);
    features("text", ITEMS);
    config("seqrec4j.item-encoder.multi-modal.modalities = [id, text]\n");
  }

  /** A file of the dataset. */
  Path data(String name) {
    return folder.resolve("shop").resolve(name);
  }

  /** Replaces the configuration. */
  void config(String text) throws IOException {
    Files.writeString(folder.resolve("shop.conf"), text);
  }

  /** Replaces a line, the first is 1; a line further on than the last is added. */
  void line(String name, int number, String text) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(data(name)));
    if (number > lines.size()) {
      lines.add(text);
    } else {
      lines.set(number - 1, text);
    }
    Files.write(data(name), lines);
  }

  /** Writes features of a modality, all of them 1. */
  void features(String modality, int rows) throws IOException {
    Path file = data("features/" + modality + ".npy");
    Files.deleteIfExists(file);
    try (NpyWriter writer = new NpyWriter(file, NpyWriter.Precision.FLOAT32, rows, WIDTH)) {
      for (int row = 0; row < rows; row++) {
        writer.write(new float[] {1, 1, 1, 1});
      }
      writer.finish();
    }
  }
}
