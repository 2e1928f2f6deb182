package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.ParameterGroups;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.api.nn.ParameterNames;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.testkit.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Checkpoints changed at random: passed over, or with a right checksum taken over or refused. */
final class CheckpointProperties {

  private static final String PROGRESS = "checkpoint-2.json";
  private static final String ARRAYS = "checkpoint-2.safetensors";
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
      TrainingState state = state(manager);
      Checkpoints checkpoints = new Checkpoints(folder);
      state.save(checkpoints);
      state.stepDone(new StepRunner.Made(1, 2, 3), 4);
      state.save(checkpoints);
    }
  }

  @AfterContainer
  static void delete() {
    AtomicFiles.deleteTree(folder);
  }

  private static TrainingState state(NDManager manager) {
    Linear block = new Linear(3, 2, Linear.Bias.WITH);
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    ParameterNames.collect("backbone", block, parameters);
    ParameterArena arena = new ParameterArena(manager, parameters, new ParameterGroups());
    NDArray table = HostArrays.of(manager, new float[] {1, 2, 3, 4, 5, 6}, new Shape(3, 2));
    return new TrainingState(
        manager,
        SPEC,
        new CheckpointOrigin("version", "data", Map.of()),
        SPEC.training().epochs(),
        arena.flat(),
        table,
        TrainingState.Beside.of(new ModelOptimizer(manager, SPEC.training(), arena, table, 600)));
  }

  /** Damage that the checksum shows: the one before is taken. */
  @Property(tries = 80)
  void damagedCheckpoint_isPassedOverForTheOneBefore(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path file = folder.resolve(random.nextBoolean() ? PROGRESS : ARRAYS);
    byte[] whole = Files.readAllBytes(file);
    byte[] changed = Mutations.of(file.getFileName().toString(), whole, random);
    try (NDManager manager = NativeEngine.newManager();
        TrainingState state = state(manager)) {
      Files.write(file, changed);
      state.resume(new Checkpoints(folder), 10);
      assertThat(state.progress().running().steps())
          .isEqualTo(Arrays.equals(whole, changed) ? 1 : 0);
    } finally {
      Files.write(file, whole);
    }
  }

  /** Forgery under a right checksum. */
  @Property(tries = 150)
  void forgedCheckpoint_isTakenOverOrRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path progress = folder.resolve(PROGRESS);
    Path arrays = folder.resolve(ARRAYS);
    byte[] wholeProgress = Files.readAllBytes(progress);
    byte[] wholeArrays = Files.readAllBytes(arrays);
    String json = Files.readAllLines(progress).get(0);
    if (random.nextBoolean()) {
      byte[] changed = Mutations.of(PROGRESS, json.getBytes(StandardCharsets.UTF_8), random);
      json = new String(changed, StandardCharsets.UTF_8).replace('\n', ' ');
    } else {
      Files.write(arrays, Mutations.of(ARRAYS, wholeArrays, random));
      JsonObject changed = JsonParser.parseString(json).getAsJsonObject();
      changed.addProperty("arraysSha256", Sha256.ofFile(arrays));
      json = changed.toString();
    }
    Files.writeString(progress, json + "\n" + Sha256.ofText(json) + "\n");
    try (NDManager manager = NativeEngine.newManager();
        TrainingState state = state(manager)) {
      state.resume(new Checkpoints(folder), 10);
      assertThat(state.progress().running().steps()).isNotNegative();
    } catch (DataException | UsageException e) {
      assertThat(e).hasMessageStartingWith(folder.toString());
    } finally {
      Files.write(progress, wholeProgress);
      Files.write(arrays, wholeArrays);
    }
  }

  /** What cannot be of any training is damage, not a wish for more patience or epochs. */
  @Example
  void numbersOfNoTraining_areDamage_theOneBeforeIsTaken() throws IOException {
    Path progress = folder.resolve(PROGRESS);
    String whole = Files.readString(progress);
    Map<String, Number> wrong =
        Map.of(
            "longestWait", Integer.MAX_VALUE,
            "scheduled", -1,
            "score", Double.NaN,
            "trainSeconds", -1,
            "evaluateSeconds", Double.NEGATIVE_INFINITY);
    try (NDManager manager = NativeEngine.newManager()) {
      for (Map.Entry<String, Number> each : wrong.entrySet()) {
        JsonObject json = JsonParser.parseString(whole.lines().toList().get(0)).getAsJsonObject();
        JsonObject holder = each.getKey().equals("score") ? json.getAsJsonObject("best") : json;
        assertThat(holder.has(each.getKey())).isTrue();
        holder.addProperty(each.getKey(), each.getValue());
        String text = json.toString();
        Files.writeString(progress, text + "\n" + Sha256.ofText(text) + "\n");
        try (TrainingState state = state(manager)) {
          state.resume(new Checkpoints(folder), 10);
          assertThat(state.progress().running().steps()).as("%s", each).isZero();
        }
      }
    } finally {
      Files.writeString(progress, whole);
    }
  }
}
