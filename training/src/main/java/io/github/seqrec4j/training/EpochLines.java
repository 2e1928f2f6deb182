package io.github.seqrec4j.training;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.WriteFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a line of JSON after each epoch of a run. */
final class EpochLines implements TrainingListener {

  /** Name of the file in the directory of a run. */
  static final String NAME = "train.jsonl";

  private final Path directory;
  private final Path file;

  /** Of a run in a directory. */
  EpochLines(Path directory) {
    this.directory = directory;
    file = directory.resolve(NAME);
  }

  @Override
  public void onEvent(TrainingEvent event) {
    try {
      if (event instanceof TrainingEvent.Started started) {
        Files.createDirectories(directory);
        AtomicFiles.write(file, epochsBefore(file, started.firstEpoch()));
      } else if (event instanceof TrainingEvent.EpochFinished epoch) {
        Files.writeString(
            file,
            new Gson().toJson(line(epoch)) + "\n",
            StandardCharsets.UTF_8,
            StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, TrainingRun.ELSEWHERE);
    }
  }

  /** The whole lines of epochs before the one a resumed run begins with. */
  private static String epochsBefore(Path file, int firstEpoch) throws IOException {
    StringBuilder kept = new StringBuilder();
    if (firstEpoch > 1 && Files.exists(file)) {
      String text = FileBoundary.read(file, TrainingRun.RESTART, () -> Files.readString(file));
      // A kill may have cut the last line short; its epoch has no checkpoint and is trained again.
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      for (String line : whole.lines().toList()) {
        if (FileBoundary.read(file, TrainingRun.RESTART, () -> number(line)) < firstEpoch) {
          kept.append(line).append('\n');
        }
      }
    }
    return kept.toString();
  }

  /** Which epoch a line is of. */
  private static int number(String line) {
    return JsonParser.parseString(line).getAsJsonObject().get("epoch").getAsInt();
  }

  private static Map<String, Object> line(TrainingEvent.EpochFinished epoch) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("epoch", epoch.epoch());
    line.put("crossEntropy", epoch.crossEntropy());
    line.put("distillation", epoch.distillation());
    line.put("distillationWeight", epoch.distillationWeight());
    line.put("gradientNorm", epoch.gradientNorm());
    line.put("validation", epoch.validation());
    line.put("validationUsers", epoch.validationUsers());
    line.put("best", epoch.best());
    line.put("seconds", Map.of("train", epoch.trainSeconds(), "evaluate", epoch.evaluateSeconds()));
    line.put("residentBytes", epoch.residentBytes());
    return line;
  }
}
