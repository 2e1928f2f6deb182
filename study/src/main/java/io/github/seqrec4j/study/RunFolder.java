package io.github.seqrec4j.study;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.training.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run of a study or of a trial: its settings, what its training wrote, and what its
 * process said.
 *
 * @param directory of the run
 */
record RunFolder(Path directory) {

  static final String CONFIG = "run.conf";
  private static final String LOG = "log.txt";
  private static final String FAILURE = "failure.txt";
  private static final String EPOCHS = "train.jsonl";
  private static final String METRICS = "metrics.json";
  private static final String REMEDY = "choose another directory";

  Path config() {
    return directory.resolve(CONFIG);
  }

  /** What the processes of this run wrote to their streams. */
  Path log() {
    return directory.resolve(LOG);
  }

  /** Makes the folder with its settings, and forgets an earlier failure. */
  void prepare(PlannedRun run) {
    try {
      Files.createDirectories(directory);
      if (!Files.exists(config())) {
        AtomicFiles.write(config(), run.config());
      }
      Files.deleteIfExists(directory.resolve(FAILURE));
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, REMEDY);
    }
  }

  /** Whether training wrote its result, which it does at the very end. */
  boolean isTrained() {
    return Files.exists(directory.resolve(METRICS));
  }

  /** What training wrote. */
  RunRecord record() {
    return RunRecord.read(directory);
  }

  /** Epochs that are written down. */
  int epochs() {
    Path lines = directory.resolve(EPOCHS);
    if (!Files.exists(lines)) {
      return 0;
    }
    try (Stream<String> all = Files.lines(lines)) {
      return (int) all.count();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + lines + ": " + e.getMessage(), e);
    }
  }

  void fail(String message) {
    try {
      AtomicFiles.write(directory.resolve(FAILURE), message + "\n");
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, REMEDY);
    }
  }

  /** Why its last process failed, as far as it could say so; null if it did not. */
  @Nullable String failure() {
    Path file = directory.resolve(FAILURE);
    try {
      return Files.exists(file) ? Files.readString(file).strip() : null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The last line that its processes wrote, empty if they wrote none. */
  String lastWords() {
    try {
      if (!Files.exists(log())) {
        return "";
      }
      String text = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8);
      List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log() + ": " + e.getMessage(), e);
    }
  }

  /** Deletes the checkpoints of a run that has come to its end. */
  void deleteCheckpoints() {
    AtomicFiles.deleteTree(directory.resolve("checkpoint"));
  }
}
