package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.testkit.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Checkpoints changed at random, arrays under their right checksum: taken over, or refused. */
final class CheckpointProperties {

  private static final String PROGRESS = "progress.json";
  private static final String ARRAYS = "epoch-0-state.safetensors";
  private static final RecommenderSpec SPEC =
      RecommenderSpec.builder()
          .itemEncoder(MultiModalItemEncoder.builder().width(2).build())
          .backbone(SasRec.builder().heads(1).build())
          .build();

  private static Path folder = Path.of("");

  @BeforeContainer
  static void save() throws IOException {
    folder = Files.createTempDirectory("checkpoints");
    try (NDManager manager = NativeEngine.newManager()) {
      state(manager).save(folder);
    }
  }

  @AfterContainer
  static void delete() {
    AtomicFiles.deleteTree(folder);
  }

  private static TrainingState state(NDManager manager) {
    return new TrainingState(
        manager,
        SPEC,
        new CheckpointOrigin("version", "data", Map.of()),
        SPEC.training().epochs(),
        HostArrays.of(manager, new float[] {1, 2, 3}, new Shape(3)),
        null,
        Map.of("mean", HostArrays.of(manager, new float[] {4, 5, 6}, new Shape(3))));
  }

  @Property(tries = 150)
  void changedCheckpoint_isTakenOverOrRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path progress = folder.resolve(PROGRESS);
    Path arrays = folder.resolve(ARRAYS);
    byte[] wholeProgress = Files.readAllBytes(progress);
    byte[] wholeArrays = Files.readAllBytes(arrays);
    if (random.nextBoolean()) {
      Files.write(progress, Mutations.of(PROGRESS, wholeProgress, random));
    } else {
      Files.write(arrays, Mutations.of(ARRAYS, wholeArrays, random));
      JsonObject json = JsonParser.parseString(Files.readString(progress)).getAsJsonObject();
      json.addProperty("arraysSha256", Sha256.ofFile(arrays));
      Files.writeString(progress, json.toString());
    }
    try (NDManager manager = NativeEngine.newManager();
        TrainingState state = state(manager)) {
      state.resume(folder, 10);
      assertThat(state.epochsSinceBest()).isNotNegative();
    } catch (DataException | UsageException e) {
      assertThat(e).hasMessageStartingWith(folder.toString());
    } finally {
      Files.write(progress, wholeProgress);
      Files.write(arrays, wholeArrays);
    }
  }

  /** What cannot be of any training is damage, not a wish for more patience or epochs. */
  @Example
  void numbersOfNoTraining_areDamage() throws IOException {
    Path progress = folder.resolve(PROGRESS);
    String whole = Files.readString(progress);
    Map<String, Number> wrong =
        Map.of(
            "longestWait", Integer.MAX_VALUE,
            "scheduled", -1,
            "bestScore", Double.NaN,
            "trainSeconds", -1,
            "evaluateSeconds", Double.NEGATIVE_INFINITY);
    try (NDManager manager = NativeEngine.newManager()) {
      for (Map.Entry<String, Number> each : wrong.entrySet()) {
        JsonObject json = JsonParser.parseString(whole).getAsJsonObject();
        json.addProperty(each.getKey(), each.getValue());
        Files.writeString(progress, json.toString());
        try (TrainingState state = state(manager)) {
          assertThatThrownBy(() -> state.resume(folder, 10))
              .as("%s", each)
              .isInstanceOf(DataException.class)
              .hasMessageStartingWith(progress + ": damaged: ")
              .hasMessageEndingWith("delete " + folder + " to start anew");
        }
      }
    } finally {
      Files.writeString(progress, whole);
    }
  }
}
