package io.github.seqrec4j.cli;

import io.github.seqrec4j.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A tiny dataset and a configuration for it: 40 items on a ring, 60 users who walk along it, two
 * small features.
 *
 * @param data dataset directory
 * @param config configuration file
 */
record Shop(Path data, Path config) {

  static final int ITEMS = 40;
  static final int USERS = 60;

  static Shop in(Path folder) throws IOException {
    Shop shop = new Shop(folder.resolve("data"), folder.resolve("shop.conf"));
    Files.createDirectories(shop.data);
    Random random = new Random(5);
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int i = 0; i < ITEMS; i++) {
      items.append(item(i)).append("\tThing no. ").append(i).append('\n');
    }
    Files.writeString(shop.data.resolve("items.tsv"), items);
    StringBuilder interactions = new StringBuilder("user\titem\ttimestamp\n");
    for (int u = 0; u < USERS; u++) {
      int at = random.nextInt(ITEMS);
      for (int n = 6 + random.nextInt(5); n > 0; n--) {
        interactions.append("user").append(u).append('\t').append(item(at));
        interactions.append('\t').append(100 - n).append('\n');
        at = (at + 1 + random.nextInt(2)) % ITEMS;
      }
    }
    Files.writeString(shop.data.resolve("interactions.tsv"), interactions);
    shop.features("text", 4, random);
    shop.features("image", 3, random);
    Files.writeString(
        shop.config,
        """
        seqrec4j {
          data.path = "%s"
          max-length = 6
          item-encoder.multi-modal {
            width = 8
            fusion.id-aware-transformer { layers = 1, heads = 2 }
          }
          backbone.sasrec { layers = 1, heads = 2 }
          training { epochs = 3, batch-size = 16, patience = 0 }
        }
        """
            .formatted(shop.data.toString().replace("\\", "/")));
    return shop;
  }

  static String item(int index) {
    return "item-" + index;
  }

  void features(String modality, int width, Random random) {
    Path file = data.resolve("features").resolve(modality + ".npy");
    try (NpyWriter writer = new NpyWriter(file, NpyWriter.Precision.FLOAT32, ITEMS, width)) {
      for (int i = 0; i < ITEMS; i++) {
        float[] row = new float[width];
        for (int f = 0; f < width; f++) {
          row[f] = (float) random.nextGaussian();
        }
        writer.write(row);
      }
      writer.finish();
    }
  }

  Result train(Path out, Object... more) {
    Object[] arguments = new Object[5 + more.length];
    System.arraycopy(new Object[] {"train", "--config", config, "--out", out}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Result.of(arguments);
  }
}
