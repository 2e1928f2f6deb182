package io.github.seqrec4j.api;

/**
 * Hears what a training run does. Called on the training thread; an exception thrown here ends the
 * run.
 */
@FunctionalInterface
@Experimental
public interface TrainingListener {

  /** Takes one event. */
  void onEvent(TrainingEvent event);
}
