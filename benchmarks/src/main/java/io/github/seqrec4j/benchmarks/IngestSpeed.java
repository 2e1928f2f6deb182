package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.data.ingest.IngestSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Seconds and memory from a raw log to a dataset that is ready: 5-core on users and items, in the
 * order of time, with nothing cached.
 *
 * <p>Usage: {@code IngestSpeed DIR INTERACTIONS MEGABYTES}. The log, {@code DIR/interactions.tsv},
 * is generated where it is missing, always the same: 250,000 users and 100,000 items of Zipf's
 * kind.
 */
public final class IngestSpeed {

  private static final int USERS = 250_000;
  private static final int ITEMS = 100_000;
  private static final double USER_EXPONENT = 0.9;
  private static final double ITEM_EXPONENT = 1;
  private static final int CORE = 5;
  private static final long SEED = 7;

  private IngestSpeed() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: IngestSpeed DIR INTERACTIONS MEGABYTES");
      System.exit(2);
    }
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    Path log = directory.resolve("interactions.tsv");
    if (!Files.exists(log)) {
      generate(log, Integer.parseInt(arguments[1]));
    }
    Path cache = directory.resolve("cache");
    delete(cache);
    DataSpec spec =
        DataSpec.builder()
            .minimumInteractions(CORE)
            .filter(FilterSpec.builder().minimumPerItem(CORE).build())
            .ingest(
                IngestSpec.builder()
                    .memoryMegabytes(Integer.parseInt(arguments[2]))
                    .cache(cache)
                    .build())
            .build();
    long start = System.nanoTime();
    try (Dataset dataset = Dataset.open(directory, spec)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      long again = System.nanoTime();
      Dataset.open(directory, spec).close();
      double cached = (System.nanoTime() - again) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "seqrec4j: %.2f s, %d MB at most; again, cached: %.2f s; %s%n",
          seconds,
          peakMegabytes(),
          cached,
          dataset.summary());
    }
  }

  /** Writes a log. */
  static void generate(Path file, int interactions) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    Zipf users = new Zipf(USERS, USER_EXPONENT);
    Zipf items = new Zipf(ITEMS, ITEM_EXPONENT);
    AtomicFiles.write(
        file,
        out -> {
          out.write("user\titem\ttimestamp\n".getBytes(StandardCharsets.UTF_8));
          for (int i = 0; i < interactions; i++) {
            long user = users.draw(random) * 2_654_435_761L & 0xFFFFFFFFFFL;
            long item = 10_000_000_000L + items.draw(random) * 2_654_435_761L % 100_000_000_000L;
            String line =
                "U"
                    + Long.toHexString(user)
                    + "\tB"
                    + Long.toString(item, Character.MAX_RADIX)
                    + '\t'
                    + (1_300_000_000 + random.nextInt(300_000_000))
                    + '\n';
            out.write(line.getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  /** Most memory this process ever had, as Linux tells it; -1 elsewhere. */
  static long peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
        .findFirst()
        .orElse(-1);
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> tree = Files.walk(directory)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
