package io.github.seqrec4j.cli;

import io.github.seqrec4j.encode.EncodingEvent;
import io.github.seqrec4j.encode.EncodingListener;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows an encoding: a bar with rate and time left where a person watches, else a line at most
 * every ten seconds.
 */
final class EncodingProgress implements EncodingListener, AutoCloseable {

  private static final long QUIET = 10_000_000_000L; // ns between two lines

  private final Console console;
  private @Nullable ProgressBar bar;
  private long start;
  private long said;
  private int before; // done by an earlier run

  EncodingProgress(Console console) {
    this.console = console;
  }

  @Override
  public void onEvent(EncodingEvent event) {
    if (event instanceof EncodingEvent.Started started) {
      start(started);
    } else if (event instanceof EncodingEvent.Advanced advanced) {
      if (bar != null) {
        bar.stepTo(advanced.done());
      } else if (System.nanoTime() - said > QUIET) {
        said = System.nanoTime();
        double rate = (advanced.done() - before) / ((said - start) / 1e9);
        console.say(
            "    %,d of %,d items, %.0f a second, %s left",
            advanced.done(),
            advanced.items(),
            rate,
            rate > 0 ? time((advanced.items() - advanced.done()) / rate) : "unknown time");
      }
    }
  }

  private void start(EncodingEvent.Started started) {
    start = System.nanoTime();
    said = start;
    before = started.done();
    console.say(
        "%s: %s, %,d items%s%s",
        started.file(),
        started.encoder(),
        started.items(),
        started.done() > 0 ? String.format(Locale.ROOT, "; going on at %,d", before) : "",
        started.reason().isEmpty() ? "" : "; anew: " + started.reason());
    if (console.interactive()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(started.encoder())
              .setInitialMax(started.items())
              .startsFrom(before, java.time.Duration.ZERO)
              .setStyle(ProgressBarStyle.ASCII)
              .setUnit(" items", 1)
              .showSpeed()
              .clearDisplayOnFinish()
              .build();
    }
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole >= 3600
        ? String.format("%d h %02d min", whole / 3600, whole / 60 % 60)
        : String.format("%d min %02d s", whole / 60, whole % 60);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
