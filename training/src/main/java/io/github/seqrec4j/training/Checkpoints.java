package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.JsonRecords;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.runtime.SafeTensors;
import io.github.seqrec4j.runtime.SafeTensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a training in a directory: the last two, and those of the best epochs that
 * these two name. Each is {@code checkpoint-<number>.safetensors}, its arrays, and {@code
 * checkpoint-<number>.json}, its {@link Progress} and on a second line the SHA-256 of the first.
 * The latter is written last: with it the checkpoint counts, and a kill at any moment leaves those
 * before it.
 */
final class Checkpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,9})\\.(json|safetensors)");
  private static final String PROGRESS = ".json";
  private static final String ARRAYS = ".safetensors";

  /** Says that the training ended in a {@link Divergence}. */
  private static final String DIVERGED = "diverged";

  /** What the format before this one had. */
  private static final String FORMAT_1 = "progress.json";

  private final Path directory;
  private @Nullable Progress last; // written or read

  /** Of a directory, made when needed. */
  Checkpoints(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /**
   * Writes a checkpoint and lets go of those that are no longer needed.
   *
   * @return the progress as it is written
   * @throws IOException if a file cannot be written
   */
  Progress write(Progress progress, Map<String, NDArray> arrays) throws IOException {
    Files.createDirectories(directory);
    int number = Math.max(progress.number(), numbers().stream().reduce(0, Math::max)) + 1;
    Progress written = progress.written(number, SafeTensors.write(file(number, ARRAYS), arrays));
    String json = new Gson().toJson(written);
    AtomicFiles.write(file(number, PROGRESS), sealed(json));
    Set<Integer> kept = new TreeSet<>(Set.of(number, 0));
    kept.add(written.best().checkpoint());
    if (last != null) {
      kept.add(last.number());
      kept.add(last.best().checkpoint());
    }
    for (int old : numbers()) {
      if (!kept.contains(old)) {
        Files.deleteIfExists(file(old, PROGRESS)); // first: without it the other counts no more
        Files.deleteIfExists(file(old, ARRAYS));
      }
    }
    last = written;
    return written;
  }

  /** Size of the files of a checkpoint. */
  long bytes(int number) throws IOException {
    return Files.size(file(number, PROGRESS)) + Files.size(file(number, ARRAYS));
  }

  /**
   * The newest that is whole, null if there is none at all. That newer ones are not is logged as a
   * warning.
   *
   * @throws DataException if there are some and none is whole
   * @throws IOException if a file cannot be read
   */
  @Nullable Progress newest() throws IOException {
    return newest(this::checkArrays);
  }

  /** The newest whose progress can be read, whatever its arrays; likewise. */
  @Nullable Progress newestProgress() throws IOException {
    return newest(progress -> {});
  }

  /** A look at a checkpoint. */
  @FunctionalInterface
  private interface Check {
    /** Throws a {@link DataException} if it is not whole. */
    void of(Progress progress) throws IOException;
  }

  private @Nullable Progress newest(Check check) throws IOException {
    DataException damage = null;
    for (int number : progresses()) {
      try {
        Progress found = read(number);
        check.of(found);
        if (damage != null) {
          LOG.warn(
              "going on from {}, as a newer checkpoint cannot be used: {}",
              file(number, PROGRESS),
              damage.getMessage());
        }
        last = found;
        return found;
      } catch (DataException e) {
        damage = damage == null ? e : damage;
      }
    }
    if (damage != null) {
      throw damage;
    }
    Path before = directory.resolve(FORMAT_1);
    if (Files.exists(before)) {
      throw new DataException(
          before
              + ": a checkpoint of format 1, this version of seqrec4j reads format "
              + Progress.FORMAT
              + "; finish it with the version that wrote it, or train into another directory");
    }
    return null;
  }

  /** A line and its checksum. */
  private static String sealed(String json) {
    return json + "\n" + Sha256.ofText(json) + "\n";
  }

  /**
   * The progress of a checkpoint.
   *
   * @throws DataException if it is damaged, or of another format
   * @throws IOException if it cannot be read
   */
  Progress read(int number) throws IOException {
    Path file = file(number, PROGRESS);
    return FileBoundary.read(
        file,
        remedy(),
        () -> {
          String text = Files.readString(file);
          String json = text.substring(0, Math.max(0, text.indexOf('\n')));
          if (!text.equals(sealed(json))) {
            throw FileBoundary.damaged(
                file.toString(), "its SHA-256 is not the one in its second line", remedy());
          }
          int format = JsonParser.parseString(json).getAsJsonObject().get("format").getAsInt();
          if (format != Progress.FORMAT) {
            throw new DataException(
                file
                    + ": a checkpoint of format "
                    + format
                    + ", this version of seqrec4j reads format "
                    + Progress.FORMAT
                    + "; finish it with the version that wrote it, or train into another directory");
          }
          Progress found = JsonRecords.parse(json, Progress.class);
          if (found.number() != number) {
            throw FileBoundary.damaged(file.toString(), "it is number " + found.number(), remedy());
          }
          return found;
        });
  }

  private void checkArrays(Progress progress) throws IOException {
    checkArrays(progress.number(), progress.arraysSha256());
    Progress.Best best = progress.best();
    if (best.checkpoint() > 0 && best.checkpoint() != progress.number()) {
      checkArrays(best.checkpoint(), best.arraysSha256());
    }
  }

  private void checkArrays(int number, String sha256) throws IOException {
    Path arrays = file(number, ARRAYS);
    if (!Files.isRegularFile(arrays) || !Sha256.ofFile(arrays).equals(sha256)) {
      throw new DataException(
          arrays
              + ": missing or damaged: its SHA-256 is not the one that was written down; "
              + remedy());
    }
  }

  /**
   * Opens the arrays of a checkpoint, to be closed by the caller.
   *
   * @throws DataException if they are damaged
   * @throws IOException if they cannot be read
   */
  SafeTensorsFile arrays(int number) throws IOException {
    return SafeTensorsFile.open(file(number, ARRAYS));
  }

  /** Writes down that the training diverged. */
  void markDivergence(Divergence found) throws IOException {
    Files.createDirectories(directory);
    AtomicFiles.write(directory.resolve(DIVERGED), found.getMessage() + "\n");
  }

  /** Whether the training last diverged. */
  boolean isDiverged() {
    return Files.exists(directory.resolve(DIVERGED));
  }

  /** It goes on. */
  void clearDivergence() throws IOException {
    Files.deleteIfExists(directory.resolve(DIVERGED));
  }

  /** Numbers of which there is a file. */
  private Set<Integer> numbers() throws IOException {
    return numbers("");
  }

  /** Those that count, the newest first. */
  private List<Integer> progresses() throws IOException {
    return Files.isDirectory(directory)
        ? numbers(PROGRESS).stream().sorted(Comparator.reverseOrder()).toList()
        : List.of();
  }

  private Set<Integer> numbers(String ending) throws IOException {
    Set<Integer> numbers = new TreeSet<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && name.group().endsWith(ending)) {
          numbers.add(Integer.parseInt(name.group(1)));
        }
      }
    }
    return numbers;
  }

  /** Where the progress of a checkpoint is. */
  Path file(int number) {
    return file(number, PROGRESS);
  }

  private Path file(int number, String ending) {
    return directory.resolve("checkpoint-" + number + ending);
  }

  private String remedy() {
    return "delete " + directory + " to start anew";
  }
}
