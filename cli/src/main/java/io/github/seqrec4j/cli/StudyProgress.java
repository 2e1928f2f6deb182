package io.github.seqrec4j.cli;

import io.github.seqrec4j.study.StudyEvent;
import io.github.seqrec4j.study.StudyListener;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tells how a study goes on: a line when a run begins or ends, with rate and time left. */
final class StudyProgress implements StudyListener {

  private static final long QUIET = 30_000_000_000L; // ns between two lines of epochs

  private final Console console;
  private final String unit;
  private long start = System.nanoTime();
  private final Map<String, Double> running = new HashMap<>(); // share that is done, by title
  private final Map<String, Double> before = new HashMap<>(); // share done by earlier processes
  private int runs;
  private int ended;
  private int endedNow;
  private long said = start;

  /**
   * For one study.
   *
   * @param unit what is counted, in the plural
   */
  StudyProgress(Console console, String unit) {
    this.console = console;
    this.unit = unit;
  }

  @Override
  public void onEvent(StudyEvent event) {
    if (event instanceof StudyEvent.Started started) {
      runs = started.runs();
      ended = started.finished();
      endedNow = 0;
      running.clear();
      before.clear();
      start = System.nanoTime();
      console.say(
          "%d %s, %d of them finished before; %d at a time", runs, unit, ended, started.parallel());
    } else if (event instanceof StudyEvent.RunStarted run) {
      double share = share(run.epochsDone(), run.epochs());
      running.put(run.title(), share);
      before.put(run.title(), share);
      console.say(
          "%s: %s %s",
          run.title(), run.epochsDone() == 0 ? "begins in" : "goes on in", run.directory());
    } else if (event instanceof StudyEvent.EpochDone run) {
      running.put(run.title(), share(run.epochsDone(), run.epochs()));
      if (System.nanoTime() - said > QUIET) {
        console.say("%s: epoch %d of %d; %s", run.title(), run.epochsDone(), run.epochs(), left());
        said = System.nanoTime();
      }
    } else if (event instanceof StudyEvent.RunFinished run) {
      end(run.title());
      console.say("%s: finished after %.1f s; %s", run.title(), run.seconds(), left());
    } else if (event instanceof StudyEvent.RunFailed run) {
      end(run.title());
      console.say("%s: FAILED: %s (%s); %s", run.title(), run.reason(), run.log(), left());
    }
  }

  private void end(String title) {
    ended++;
    endedNow++;
    running.remove(title);
    said = System.nanoTime();
  }

  private static double share(int done, int all) {
    return Math.min(1, done / (double) all);
  }

  /** Runs that stop early make it an upper bound. */
  private String left() {
    double inFlight = running.values().stream().mapToDouble(share -> share).sum();
    double earlier = before.values().stream().mapToDouble(share -> share).sum();
    double done = endedNow + inFlight - earlier;
    double rate = done / ((System.nanoTime() - start) / 1e9);
    double seconds = (runs - ended - inFlight) / rate;
    return String.format(
        Locale.ROOT,
        "%d of %d %s, %s",
        ended,
        runs,
        unit,
        ended == runs
            ? "all ended"
            : rate > 0
                ? String.format(
                    Locale.ROOT,
                    "%.1f an hour, at most %s left",
                    3600 * rate,
                    CountedProgress.time(seconds))
                : "unknown time left");
  }
}
