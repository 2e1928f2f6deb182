package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.api.config.HoconWriter;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.RoundSpec;
import io.github.seqrec4j.training.RoundSum;
import io.github.seqrec4j.training.RoundWeights;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.ShardTraining;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/** A round of a partition, as an executor does it; all that it needs is in it or at its places. */
final class RoundTask implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String id;
  private final String settings;
  private final String hash;
  private final RoundSpec rounds;
  private final DatasetLocation data;
  private final MomentFiles moments;
  private final SerializableConfiguration hadoop;

  /**
   * Of a training.
   *
   * @param id of it
   * @param run recommender, and how the data is read
   * @param hash of the data
   * @param hadoop as the driver has it: keys of object stores are set there
   */
  RoundTask(
      String id,
      RunSpec run,
      String hash,
      RoundSpec rounds,
      DatasetLocation data,
      MomentFiles moments,
      Configuration hadoop) {
    this.id = id;
    this.settings = HoconWriter.write(RunSpec.ROOT, run);
    this.hash = hash;
    this.rounds = rounds;
    this.data = data;
    this.moments = moments;
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  String id() {
    return id;
  }

  /** Opens data and model in this process. */
  ExecutorTraining.Opened open() {
    RunSpec run =
        ConfigSource.parse(settings, "settings of the training", RunSpec.ROOT, List.of())
            .bind(RunSpec.ROOT, RunSpec.class);
    ExecutorFolder.Fetched fetched = data.fetch(hadoop.value());
    try {
      Dataset dataset = Dataset.open(fetched.directory(), run.data());
      try {
        if (!dataset.hash().equals(hash)) {
          throw new DataException(
              data
                  + ": other data than the driver's, or read by other settings: its hash is "
                  + dataset.hash()
                  + ", the driver's "
                  + hash
                  + "; write new data to a folder of its own");
        }
        ShardTraining steps = ShardTraining.open(run.recommender(), dataset, rounds);
        return new ExecutorTraining.Opened(id, fetched, dataset, steps);
      } catch (RuntimeException | Error e) {
        dataset.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      fetched.close();
      throw e;
    }
  }

  /** What a partition comes to. */
  RoundSum run(ShardTraining steps, int partition, RoundWeights start) {
    Path scratch = scratch();
    try {
      Path before = null;
      if (start.rounds() > 0) {
        before = scratch.resolve("before.safetensors");
        moments.fetch(hadoop.value(), start.rounds(), partition, before);
      }
      Path after = scratch.resolve("after.safetensors");
      RoundSum sum = steps.run(start, partition, before, after);
      moments.publish(hadoop.value(), start.rounds() + 1, partition, after);
      return sum;
    } finally {
      AtomicFiles.deleteTree(scratch);
    }
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("seqrec-round");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for temporary files: " + e.getMessage(), e);
    }
  }
}
