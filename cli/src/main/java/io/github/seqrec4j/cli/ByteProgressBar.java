package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.files.ByteProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows bytes read or fetched: a bar with speed and time left where a person watches. */
final class ByteProgressBar implements ByteProgress {

  private static final int MEGABYTE = 1_000_000; // bytes

  private final Console console;
  private @Nullable ProgressBar bar;

  ByteProgressBar(Console console) {
    this.console = console;
  }

  @Override
  public void begin(String what, long done, long total) {
    if (!console.interactive()) {
      console.say(
          "%s%s%s",
          what,
          total < 0 ? "" : String.format(java.util.Locale.ROOT, ", %,d bytes", total),
          done == 0 ? "" : String.format(java.util.Locale.ROOT, ", from byte %,d on", done));
      return;
    }
    if (total < 0) {
      console.say("%s ...", what); // nobody knows for how long
      return;
    }
    bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setInitialMax(total)
            .startsFrom(done, java.time.Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(" MB", MEGABYTE)
            .showSpeed()
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void advance(long bytes) {
    if (bar != null) {
      bar.stepBy(bytes);
    }
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
