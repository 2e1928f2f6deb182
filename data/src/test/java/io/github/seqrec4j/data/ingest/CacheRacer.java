package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.files.ByteProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens a log in a process of its own and writes all that it read into a file. On the way it tells
 * of a step by another file, and goes on only once there is a third.
 */
final class CacheRacer {

  /** The step before the clean dataset is written, by the beginning of its name. */
  static final String SORTING = "filtering";

  /** The step of one who finds another process at work. */
  static final String WAITING = "waiting for process ";

  private CacheRacer() {}

  /** Where a racer tells that it came to its step. */
  static Path told(Path folder, String name) {
    return folder.resolve(name + ".told");
  }

  /** What a racer that has told waits for. */
  static Path go(Path folder, String name) {
    return folder.resolve(name + ".go");
  }

  /** What a racer read. */
  static Path read(Path folder, String name) {
    return folder.resolve(name + ".read");
  }

  /** Takes a log, a folder for the files, a name, and the step. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    String name = arguments[2];
    ByteProgress progress = new Step(folder, name, arguments[3]);
    String text = content(ingestion(Path.of(arguments[0]), progress).open(null));
    Files.writeString(read(folder, name), text);
  }

  private static Ingestion ingestion(Path log, ByteProgress progress) {
    IngestSettings settings =
        new IngestSettings(
            "user",
            "item",
            "timestamp",
            null,
            null,
            null,
            3,
            new FilterSpec(),
            new RejectSpec(),
            new IngestSpec());
    return new Ingestion(log, settings, null, progress);
  }

  /** Of a log in this process. */
  static Ingestion ingestion(Path log) {
    return ingestion(log, ByteProgress.NONE);
  }

  /** All that was read, and what says which dataset it is. */
  static String content(Ingestion.Result result) {
    StringBuilder text = new StringBuilder(result.key()).append('\n').append(result.summary());
    try (Interactions all = result.interactions()) {
      for (int user = 0; user < all.users(); user++) {
        text.append('\n').append(all.userId(user));
        for (long p = all.start(user); p < all.start(user + 1); p++) {
          text.append(' ').append(result.catalogue().get(all.item(p) - 1)).append('@');
          text.append(all.time(p));
        }
      }
    }
    return text.toString();
  }

  private record Step(Path folder, String name, String step) implements ByteProgress {
    @Override
    public void begin(String what, long done, long total) {
      if (!what.startsWith(step)) {
        return;
      }
      try {
        Files.createFile(told(folder, name));
        while (!Files.exists(go(folder, name))) {
          Thread.sleep(5);
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void advance(long bytes) {}

    @Override
    public void end() {}
  }
}
