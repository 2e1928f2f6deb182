package io.github.seqrec4j.study;

import java.nio.file.Path;

/** What a study or a tuning tells its listener; one at a time, on any thread. */
public sealed interface StudyEvent {

  /**
   * It begins, or a rung of a tuning does.
   *
   * @param runs of it
   * @param finished of these, before
   * @param parallel processes at a time
   */
  record Started(int runs, int finished, int parallel) implements StudyEvent {}

  /**
   * A run begins or goes on.
   *
   * @param title what it is
   * @param directory of it
   * @param epochsDone 0, or those of an earlier process
   * @param epochs most that it takes
   */
  record RunStarted(String title, Path directory, int epochsDone, int epochs)
      implements StudyEvent {}

  /**
   * A run has done another epoch.
   *
   * @param title what it is
   * @param epochsDone of it
   * @param epochs most that it takes
   */
  record EpochDone(String title, int epochsDone, int epochs) implements StudyEvent {}

  /**
   * A run is finished.
   *
   * @param title what it is
   * @param seconds of this process
   */
  record RunFinished(String title, double seconds) implements StudyEvent {}

  /**
   * A run failed; the others go on.
   *
   * @param title what it is
   * @param reason in words
   * @param log file with all that its process said
   */
  record RunFailed(String title, String reason, Path log) implements StudyEvent {}
}
