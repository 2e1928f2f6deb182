package io.github.seqrec4j.server;

import io.github.seqrec4j.api.SeqrecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a model loaded anew when the files of its bundle change: by names, lengths and times, once
 * they are the same at two looks, so that a bundle on its way is left to arrive. A bundle that
 * could not be loaded is tried again when it changes again.
 */
final class BundleWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BundleWatch.class);

  private final Path bundle;
  private final Runnable reload;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "seqrec-bundle-watch");
            made.setDaemon(true);
            return made;
          });
  private String handled;
  private String last;

  BundleWatch(Path bundle, Runnable reload) {
    this.bundle = bundle;
    this.reload = reload;
    handled = state();
    last = handled;
  }

  /** Looks every so many seconds, until closed. */
  void every(int seconds) {
    var unused =
        thread.scheduleWithFixedDelay(this::lookSafely, seconds, seconds, TimeUnit.SECONDS);
  }

  /** A task that throws is never run again. */
  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      log.error("{}: a defect while it is watched", bundle, e);
    }
  }

  /** Looks once. */
  synchronized void look() {
    String now = state();
    if (now.equals(last) && !now.equals(handled)) {
      handled = now;
      try {
        reload.run();
      } catch (SeqrecException e) {
        log.debug("{}: told by whoever loads it", bundle, e);
      }
    }
    last = now;
  }

  private String state() {
    try (Stream<Path> files = Files.list(bundle)) {
      return files.sorted().map(BundleWatch::state).collect(Collectors.joining("\n"));
    } catch (IOException | java.io.UncheckedIOException e) {
      return "unreadable: " + e.getClass().getSimpleName();
    }
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return file.getFileName()
          + " "
          + is.size()
          + " "
          + is.lastModifiedTime()
          + " "
          + is.fileKey();
    } catch (IOException e) {
      return file.getFileName() + " unreadable";
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
