package io.github.seqrec4j.training;

import io.github.seqrec4j.api.config.SpecTree;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.ModelOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that the weights of a checkpoint depend on, but for how long is trained.
 *
 * @param version of this library
 * @param dataHash hash of the data
 * @param config values by their keys in a configuration file
 */
record CheckpointOrigin(String version, String dataHash, Map<String, String> config) {

  /** Keys that change no weight, or that a checkpoint allows to change. */
  private static final List<String> FREE =
      List.of(
          RunSpec.ROOT + ".data.path",
          RunSpec.ROOT + ".data.ingest.",
          RunSpec.ROOT + ".training.epochs",
          RunSpec.ROOT + ".training.patience",
          RunSpec.ROOT + ".training.checkpoint-");

  /** What may be another when a training that diverged goes on: how far its steps go. */
  private static final List<String> STEP_SIZES =
      List.of(
          RunSpec.ROOT + ".training.optimizer.",
          RunSpec.ROOT + ".training.schedule.",
          RunSpec.ROOT + ".training.clip-norm");

  private static final String TYPE = ".optimizer.type"; // another has other moments

  CheckpointOrigin {
    config = new TreeMap<>(config);
  }

  /**
   * Of a training that begins now.
   *
   * @param part of a run, if it has several
   */
  static CheckpointOrigin of(RunSpec run, Dataset dataset, String part) {
    Map<String, String> config = SpecTree.flat(RunSpec.ROOT, run);
    config.keySet().removeIf(key -> FREE.stream().anyMatch(key::startsWith));
    config.put("part of the run", part);
    return new CheckpointOrigin(ModelOrigin.libraryVersion(), dataset.hash(), config);
  }

  /** Values by keys that are others now, each with both. */
  static List<String> differences(Map<String, String> then, Map<String, String> now) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> keys = new TreeSet<>(then.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      tell(key, then.get(key), now.get(key), differences);
    }
    return differences;
  }

  /** What is another in a training than it was here, each with both values. */
  List<String> differences(CheckpointOrigin now) {
    List<String> differences = differences(config, now.config);
    tell("hash of the data", dataHash, now.dataHash, differences);
    tell("version of seqrec4j", version, now.version, differences);
    return differences;
  }

  /** Whether all that is another is how far a step goes. */
  boolean differsInStepSizes(CheckpointOrigin now) {
    return version.equals(now.version)
        && dataHash.equals(now.dataHash)
        && fixed(config).equals(fixed(now.config));
  }

  private static Map<String, String> fixed(Map<String, String> config) {
    Map<String, String> fixed = new TreeMap<>(config);
    fixed
        .keySet()
        .removeIf(key -> !key.endsWith(TYPE) && STEP_SIZES.stream().anyMatch(key::startsWith));
    return fixed;
  }

  private static void tell(
      String what, @Nullable String then, @Nullable String now, List<String> differences) {
    if (!Objects.equals(then, now)) {
      differences.add(
          what
              + " was "
              + Objects.requireNonNullElse(then, "not set")
              + ", is "
              + Objects.requireNonNullElse(now, "not set"));
    }
  }
}
