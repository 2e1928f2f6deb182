package io.github.seqrec4j.spark;

import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.RoundSum;
import io.github.seqrec4j.training.RoundWeights;
import io.github.seqrec4j.training.ShardTraining;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training of this JVM: data and model are opened by its first task, and stay. The engine
 * trains one model at a time in a process: tasks take turns.
 */
final class ExecutorTraining {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorTraining.class);

  private static @Nullable Opened current;

  private ExecutorTraining() {}

  /** What stays open. */
  record Opened(String id, ExecutorFolder.Fetched files, Dataset dataset, ShardTraining steps)
      implements AutoCloseable {

    @Override
    public void close() {
      steps.close();
      dataset.close();
      files.close();
    }
  }

  /** A round of a partition. */
  static synchronized RoundSum run(RoundTask task, int partition, RoundWeights start) {
    Opened opened = current;
    if (opened == null || !opened.id().equals(task.id())) {
      closeCurrent();
      long began = System.nanoTime();
      opened = task.open();
      LOG.info("data and model opened in {} ms", (System.nanoTime() - began) / 1_000_000);
      current = opened;
    }
    try {
      return task.run(opened.steps(), partition, start);
    } catch (RuntimeException | Error e) {
      closeCurrent(); // in the middle of a step, perhaps
      throw e;
    }
  }

  /** Lets go of a training, if it is this JVM's. */
  static synchronized void release(String id) {
    if (current != null && current.id().equals(id)) {
      closeCurrent();
    }
  }

  private static synchronized void closeCurrent() {
    Opened opened = current;
    current = null;
    if (opened != null) {
      opened.close();
    }
  }
}
