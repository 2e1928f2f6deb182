package io.github.seqrec4j.cli;

import io.github.seqrec4j.encode.EncodingEvent;
import io.github.seqrec4j.encode.EncodingListener;
import java.util.Locale;

/** Shows an encoding. */
final class EncodingProgress implements EncodingListener, AutoCloseable {

  private final Console console;
  private final CountedProgress progress;

  EncodingProgress(Console console) {
    this.console = console;
    progress = new CountedProgress(console, "items");
  }

  @Override
  public void onEvent(EncodingEvent event) {
    if (event instanceof EncodingEvent.Started started) {
      console.say(
          "%s: %s, %,d items%s%s",
          started.file(),
          started.encoder(),
          started.items(),
          started.done() > 0 ? String.format(Locale.ROOT, "; going on at %,d", started.done()) : "",
          started.reason().isEmpty() ? "" : "; anew: " + started.reason());
      progress.start(started.encoder(), started.items(), started.done());
    } else if (event instanceof EncodingEvent.Advanced advanced) {
      progress.advanceTo(advanced.done());
    }
  }

  @Override
  public void close() {
    progress.close();
  }
}
