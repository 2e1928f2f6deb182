package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.content.ContentModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encoders at work in this JVM, each opened once, by the first task that asks. They hold native
 * memory: one that is let go of is closed when the last task has given it back.
 */
final class ExecutorEncoders {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorEncoders.class);
  private static final int KEPT = 2; // texts and pictures, in turn

  private static final Map<String, Shared<?>> ENCODERS = new LinkedHashMap<>(4, 0.75f, true);

  private ExecutorEncoders() {}

  /**
   * One that tasks share.
   *
   * @param <T> what it encodes
   */
  private static final class Shared<T> {
    private final ContentModel<T> model;
    private int tasks;

    Shared(ContentModel<T> model) {
      this.model = model;
    }
  }

  /**
   * An encoder for a task, which closes this and not the model.
   *
   * @param <T> what it encodes
   */
  static final class Lease<T> implements AutoCloseable {
    private final Shared<T> shared;
    private boolean given;

    private Lease(Shared<T> shared) {
      this.shared = shared;
    }

    ContentModel<T> model() {
      return shared.model;
    }

    @Override
    public void close() {
      synchronized (ENCODERS) {
        if (!given) {
          given = true;
          shared.tasks--;
          letGo();
        }
      }
    }
  }

  /**
   * Other tasks wait while one opens.
   *
   * @param key of encoder, options and model; one key has one kind of content
   */
  @SuppressWarnings("unchecked") // by the key
  static <T> Lease<T> lease(String key, Supplier<ContentModel<T>> opening) {
    synchronized (ENCODERS) {
      Shared<T> shared = (Shared<T>) ENCODERS.get(key);
      if (shared == null) {
        long start = System.nanoTime();
        shared = new Shared<>(opening.get());
        LOG.info("encoder opened in {} ms: {}", (System.nanoTime() - start) / 1_000_000, key);
        ENCODERS.put(key, shared);
      }
      shared.tasks++;
      letGo();
      return new Lease<>(shared);
    }
  }

  /** Closes the eldest that no task has, as long as there are too many. */
  private static void letGo() {
    List<String> idle = new ArrayList<>();
    ENCODERS.forEach(
        (key, shared) -> {
          if (shared.tasks == 0) {
            idle.add(key);
          }
        });
    for (String key : idle) {
      Shared<?> eldest = ENCODERS.size() > KEPT ? ENCODERS.remove(key) : null;
      if (eldest != null) {
        eldest.model.close();
      }
    }
  }
}
