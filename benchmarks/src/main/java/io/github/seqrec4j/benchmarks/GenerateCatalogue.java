package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.NpyWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A dataset directory of any size, always the same for the same arguments, to measure what a large
 * catalogue costs: items in groups of 200, of which each user follows three, text and image
 * features of 256 numbers in float16 that tell the groups apart.
 *
 * <p>Usage: {@code GenerateCatalogue DIR ITEMS USERS EVENTS}, EVENTS being those of a user.
 */
public final class GenerateCatalogue {

  private static final int GROUP = 200;
  private static final int FOLLOWED = 3;
  private static final double STAY = 0.8;
  private static final int FEATURES = 256;
  private static final float NOISE = 0.7f;
  private static final long SEED = 11;

  private final Path directory;
  private final int items;
  private final int groups;
  private final SplittableRandom random = new SplittableRandom(SEED);

  private GenerateCatalogue(Path directory, int items) {
    this.directory = directory;
    this.items = items;
    groups = Math.max(1, items / GROUP);
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      System.err.println("usage: GenerateCatalogue DIR ITEMS USERS EVENTS");
      System.exit(2);
    }
    write(
        Path.of(arguments[0]),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        Integer.parseInt(arguments[3]));
  }

  /** Writes one, {@code events} being those of a user. */
  static void write(Path directory, int items, int users, int events) throws IOException {
    GenerateCatalogue made = new GenerateCatalogue(Files.createDirectories(directory), items);
    made.items();
    made.features("text");
    made.features("image");
    made.interactions(users, events);
  }

  private void items() throws IOException {
    AtomicFiles.write(
        directory.resolve("items.tsv"),
        out -> {
          out.write("item\n".getBytes(StandardCharsets.UTF_8));
          for (int item = 0; item < items; item++) {
            out.write(("i" + item + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  private void features(String modality) throws IOException {
    float[][] centres = new float[groups][FEATURES];
    for (float[] centre : centres) {
      for (int f = 0; f < FEATURES; f++) {
        centre[f] = noise();
      }
    }
    Path file = directory.resolve("features").resolve(modality + ".npy");
    float[] row = new float[FEATURES];
    try (NpyWriter writer = new NpyWriter(file, NpyWriter.Precision.FLOAT16, items, FEATURES)) {
      for (int item = 0; item < items; item++) {
        for (int f = 0; f < FEATURES; f++) {
          row[f] = centres[item % groups][f] + NOISE * noise();
        }
        writer.write(row);
      }
      writer.finish();
    }
  }

  /** Of mean 0 and variance 1, bounded. */
  private float noise() {
    return (float) ((random.nextDouble() - 0.5) * Math.sqrt(12));
  }

  private void interactions(int users, int events) throws IOException {
    Zipf popularity = new Zipf((items + groups - 1) / groups, 1);
    AtomicFiles.write(
        directory.resolve("interactions.tsv"),
        out -> {
          out.write("user\titem\ttimestamp\n".getBytes(StandardCharsets.UTF_8));
          for (int user = 0; user < users; user++) {
            int[] followed = random.ints(FOLLOWED, 0, groups).toArray();
            int group = followed[0];
            for (int event = 0; event < events; event++) {
              if (random.nextDouble() > STAY) {
                group = followed[random.nextInt(FOLLOWED)];
              }
              int item = group + groups * popularity.draw(random);
              String line = "u" + user + "\ti" + Math.min(item, items - 1) + "\t" + event + "\n";
              out.write(line.getBytes(StandardCharsets.UTF_8));
            }
          }
        });
  }
}
