package io.github.seqrec4j.cli;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how many of a known number are done: a bar with rate and time left where a person watches,
 * else a line at most every ten seconds.
 */
final class CountedProgress implements AutoCloseable {

  private static final long QUIET = 10_000_000_000L; // ns between two lines

  private final Console console;
  private final String unit;
  private @Nullable ProgressBar bar;
  private long total;
  private long before; // done by an earlier run
  private long start;
  private long said;

  /**
   * Not started yet.
   *
   * @param unit what is counted, in the plural
   */
  CountedProgress(Console console, String unit) {
    this.console = console;
    this.unit = unit;
  }

  /**
   * Begins.
   *
   * @param done of them by an earlier run
   */
  void start(String name, long total, long done) {
    this.total = total;
    before = done;
    start = System.nanoTime();
    said = start;
    if (console.interactive()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total)
              .startsFrom(done, Duration.ZERO)
              .setStyle(ProgressBarStyle.ASCII)
              .setUnit(" " + unit, 1)
              .showSpeed()
              .clearDisplayOnFinish()
              .build();
    }
  }

  void advanceTo(long done) {
    if (bar != null) {
      bar.stepTo(done);
    } else if (System.nanoTime() - said > QUIET) {
      said = System.nanoTime();
      double rate = (done - before) / ((said - start) / 1e9);
      console.say(
          "    %,d of %,d %s, %.0f a second, %s left",
          done, total, unit, rate, rate > 0 ? time((total - done) / rate) : "unknown time");
    }
  }

  static String time(double seconds) {
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
