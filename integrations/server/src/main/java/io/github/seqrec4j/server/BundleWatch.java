package io.github.seqrec4j.server;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.runtime.BundleChanges;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a model loaded anew when another bundle lies in its place. One that could not be loaded is
 * tried again when it changes again.
 */
final class BundleWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BundleWatch.class);

  private final Path bundle;
  private final BundleChanges changes;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "seqrec-bundle-watch");
            made.setDaemon(true);
            return made;
          });

  /** Of a bundle, against what lies there now; make it before the bundle is loaded. */
  BundleWatch(Path bundle) {
    this.bundle = bundle;
    changes = BundleChanges.since(bundle);
  }

  /** Looks every so many seconds, until closed. */
  void every(int seconds, Runnable reload) {
    var unused =
        thread.scheduleWithFixedDelay(() -> lookSafely(reload), seconds, seconds, TimeUnit.SECONDS);
  }

  /** A task that throws is never run again. */
  private void lookSafely(Runnable reload) {
    try {
      look(reload);
    } catch (RuntimeException e) {
      log.error("{}: a defect while it is watched", bundle, e);
    }
  }

  /** Looks once. */
  void look(Runnable reload) {
    if (changes.look()) {
      try {
        reload.run();
      } catch (SeqrecException e) {
        log.debug("{}: told by whoever loads it", bundle, e);
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
