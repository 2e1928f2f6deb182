package io.github.seqrec4j.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link StudyWorker} is told by its command line.
 *
 * @param directory of the run, with its settings in it
 * @param id that the settings must have
 * @param threads to compute with
 * @param parent process that wants the run
 * @param kind of run
 * @param epochs most epochs, 0 for those of the settings
 */
record WorkOrder(Path directory, String id, int threads, long parent, Kind kind, int epochs) {

  /** What is evaluated. */
  enum Kind {
    /** Validation and test, and every target's rank. */
    RUN,
    /** Validation alone. */
    TRIAL
  }

  List<String> arguments() {
    return List.of(
        directory.toString(),
        id,
        String.valueOf(threads),
        String.valueOf(parent),
        kind.name().toLowerCase(Locale.ROOT),
        String.valueOf(epochs));
  }

  static WorkOrder parse(String... arguments) {
    return new WorkOrder(
        Path.of(arguments[0]),
        arguments[1],
        Integer.parseInt(arguments[2]),
        Long.parseLong(arguments[3]),
        Kind.valueOf(arguments[4].toUpperCase(Locale.ROOT)),
        Integer.parseInt(arguments[5]));
  }
}
