package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.files.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that was committed when its format was new is resumed from then on. */
final class CommittedCheckpointTest {

  private static final String PROGRESS = "checkpoint-2.json";

  /** Other machines sum products of float32 in another order. */
  private static final double ROUNDING = 1e-4;

  @TempDir private Path folder;
  private Path data;
  private Path checkpoint;

  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    data = folder.resolve("data");
    TinyData.write(data);
    checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
    var progress = CommittedCheckpointTest.class.getResource("checkpoint-2/" + PROGRESS);
    Path committed = Path.of(Objects.requireNonNull(progress).toURI()).resolveSibling("");
    try (Stream<Path> files = Files.list(committed)) {
      for (Path file : files.toList()) {
        Files.copy(file, checkpoint.resolve(file.getFileName().toString()));
      }
    }
  }

  @Test
  void format2_ofAFinishedTraining_recommendsWhatItDidWhenItWasNew() throws IOException {
    asOfToday(TinyCheckpoint.EPOCHS);
    List<TrainingEvent> epochs = new ArrayList<>();
    try (TrainedRecommender model =
        TinyCheckpoint.fit(
            data,
            checkpoint,
            TinyCheckpoint.EPOCHS,
            event -> {
              if (event instanceof TrainingEvent.EpochFinished) {
                epochs.add(event);
              }
            })) {
      assertThat(epochs).as("nothing was left to do").isEmpty();
      List<Recommendation> found = model.recommend(List.of("i3", "i4", "i6"), 3);
      assertThat(found).extracting(Recommendation::item).containsExactly("i7", "i21", "i25");
      assertThat(found.get(0).score()).isCloseTo(-0.03289090842008591, within(ROUNDING));
    }
  }

  @Test
  void format2_goesOnWhereItEnded() throws IOException {
    int more = TinyCheckpoint.EPOCHS + 1;
    double firstLoss = asOfToday(more);
    List<TrainingEvent.EpochFinished> epochs = new ArrayList<>();
    try (TrainedRecommender model =
        TinyCheckpoint.fit(
            data,
            checkpoint,
            more,
            event -> {
              if (event instanceof TrainingEvent.EpochFinished epoch) {
                epochs.add(epoch);
              }
            })) {
      assertThat(epochs).hasSize(1);
      assertThat(epochs.get(0).epoch()).isEqualTo(more);
      assertThat(epochs.get(0).crossEntropy()).as("it learned before").isLessThan(firstLoss);
      assertThat(model.report().lastEpoch()).isEqualTo(more);
    }
  }

  @Test
  void format2_ofOtherData_isRefused() throws IOException {
    JsonObject progress = progress(checkpoint);
    progress.getAsJsonObject("origin").addProperty("dataHash", "other");
    write(progress);
    assertThatThrownBy(
            () -> TinyCheckpoint.fit(data, checkpoint, TinyCheckpoint.EPOCHS, event -> {}).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("hash of the data");
  }

  /**
   * Puts today's origin into the checkpoint, as the version and an option that was added since are
   * in it.
   *
   * @return loss of the first epoch of a training from the start
   */
  private double asOfToday(int epochs) throws IOException {
    Path fresh = folder.resolve("fresh");
    List<Double> losses = new ArrayList<>();
    TinyCheckpoint.fit(
            data,
            fresh,
            epochs,
            event -> {
              if (event instanceof TrainingEvent.EpochFinished epoch) {
                losses.add(epoch.crossEntropy());
              }
            })
        .close();
    JsonObject progress = progress(checkpoint);
    progress.add("origin", progress(fresh).get("origin"));
    write(progress);
    return losses.get(0);
  }

  private static JsonObject progress(Path checkpoint) throws IOException {
    return JsonParser.parseString(Files.readAllLines(checkpoint.resolve(PROGRESS)).get(0))
        .getAsJsonObject();
  }

  private void write(JsonObject progress) throws IOException {
    String json = progress.toString();
    Files.writeString(checkpoint.resolve(PROGRESS), json + "\n" + Sha256.ofText(json) + "\n");
  }

  @Test
  void format1_isRefusedWithWords() throws IOException {
    Path old = Files.createDirectory(folder.resolve("old"));
    Files.writeString(old.resolve("progress.json"), "{\"epoch\":2}");
    assertThatThrownBy(() -> TinyCheckpoint.fit(data, old, 3, event -> {}).close())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(old.resolve("progress.json") + ": a checkpoint of format 1")
        .hasMessageContaining("reads format 2")
        .hasMessageContaining("another directory");
  }
}
