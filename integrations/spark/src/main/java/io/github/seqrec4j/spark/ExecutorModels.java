package io.github.seqrec4j.spark;

import io.github.seqrec4j.runtime.SequentialRecommender;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of this JVM, each loaded once, by the first task that asks. The Java engine holds
 * nothing but the heap: one that is let go of is collected when no task reads it any more.
 */
final class ExecutorModels {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorModels.class);
  private static final int KEPT = 2; // a session that scores by yesterday's model and by today's

  private static final Map<String, SequentialRecommender> MODELS =
      new LinkedHashMap<>(4, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SequentialRecommender> eldest) {
          return size() > KEPT;
        }
      };

  private ExecutorModels() {}

  /** Other tasks wait while one loads. */
  static SequentialRecommender get(
      ModelLocation location, @Nullable String hash, Supplier<Configuration> hadoop) {
    String key = location + " " + hash;
    synchronized (MODELS) {
      SequentialRecommender model = MODELS.get(key);
      if (model == null) {
        long start = System.nanoTime();
        model = location.load(hash, hadoop.get());
        LOG.info(
            "{}: loaded, {} items, in {} ms",
            location,
            model.items().size(),
            (System.nanoTime() - start) / 1_000_000);
        MODELS.put(key, model);
      }
      return model;
    }
  }
}
