package io.github.seqrec4j.study;

/** Hears how a study or a tuning goes on. */
@FunctionalInterface
public interface StudyListener {

  /** Called with one event at a time, from any thread. */
  void onEvent(StudyEvent event);
}
