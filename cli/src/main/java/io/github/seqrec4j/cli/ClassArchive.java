package io.github.seqrec4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs each command once on next to no data. {@code ./seqrec} does so after a build, so that Java
 * writes the classes they load into an archive from which later starts take them.
 */
final class ClassArchive {

  private static final int ITEMS = 10;
  private static final int USERS = 8;
  private static final int LENGTH = 5;
  private static final String CONFIG =
      """
      seqrec4j {
        training.epochs = 1
        item-encoder.multi-modal { modalities = [id], width = 8 }
      }
      """;

  private ClassArchive() {}

  /** Ends with the status of the first command that fails. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("seqrec-classes");
    int status;
    try {
      status = run(folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    System.exit(status);
  }

  private static int run(Path folder) throws IOException {
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int i = 0; i < ITEMS; i++) {
      items.append("i%d\tthing %d%n".formatted(i, i));
    }
    StringBuilder interactions = new StringBuilder("user\titem\ttimestamp\n");
    for (int i = 0; i < USERS * LENGTH; i++) {
      interactions.append("u%d\ti%d\t%d%n".formatted(i / LENGTH, (i * 7) % ITEMS, i));
    }
    Files.writeString(folder.resolve("items.tsv"), items);
    Files.writeString(folder.resolve("interactions.tsv"), interactions);
    String config = Files.writeString(folder.resolve("run.conf"), CONFIG).toString();
    String data = folder.toString();
    String out = folder.resolve("run").toString();
    String model = folder.resolve("run").resolve("model").toString();
    for (List<String> command :
        List.of(
            List.of("--help"),
            List.of("--version"),
            List.of("components"),
            List.of("config", "show", config),
            List.of("config", "check", config, "--set", "seqrec4j.training.seed=7"),
            List.of("train", "--config", config, "--data", data, "--out", out),
            List.of("evaluate", "--model", model),
            List.of("recommend", "--model", model, "--history", "i1,i2"))) {
      int status = Seqrec.run(command.toArray(new String[0]));
      if (status != 0) {
        return status;
      }
    }
    return 0;
  }
}
