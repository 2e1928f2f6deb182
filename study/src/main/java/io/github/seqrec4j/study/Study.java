package io.github.seqrec4j.study;

import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.study.TargetRankFile.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan in a directory, in which each run has a folder that is named after its settings: what
 * is finished there is not done again, what was broken off goes on, and what belongs to other
 * settings is left alone.
 */
public final class Study {

  private static final String RUNS = "runs";

  private final StudyPlan plan;
  private final Path directory;

  /**
   * A study.
   *
   * @param directory of all its runs, made when needed
   */
  public Study(StudyPlan plan, Path directory) {
    this.plan = plan;
    this.directory = directory;
  }

  /**
   * Does all runs that are not finished. One that fails does not keep the others from being done.
   *
   * @param cores that may be used: so many runs are done at a time, each on the threads of the plan
   * @return titles of the runs that failed
   * @throws UsageException if another process does a study in this directory, or there are fewer
   *     cores than threads of a run
   */
  public List<String> run(int cores, StudyListener listener) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new UsageException(directory + " is a file; choose a directory for the study");
    }
    try (WorkerPool pool = new WorkerPool(cores, plan.spec().threads(), listener)) {
      ProcessLock lock =
          ProcessLock.take(
              directory.resolve(".lock"),
              holder -> directory + ": a study is at work in it, of " + holder);
      try (lock) {
        return locked(pool);
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, "choose another directory");
    }
  }

  private List<String> locked(WorkerPool pool) {
    List<WorkerPool.Job> jobs = new ArrayList<>();
    for (PlannedRun run : plan.runs()) {
      if (!isFinished(run)) {
        jobs.add(new WorkerPool.Job(run, folder(run), WorkOrder.Kind.RUN, 0));
      }
    }
    int runs = plan.runs().size();
    pool.tell(new StudyEvent.Started(runs, runs - jobs.size(), pool.parallel()));
    return pool.run(jobs).stream().map(job -> job.run().title()).toList();
  }

  private Path folder(PlannedRun run) {
    return directory.resolve(RUNS).resolve(run.id());
  }

  private boolean isFinished(PlannedRun run) {
    Path folder = folder(run);
    return new RunFolder(folder).isTrained() && Files.exists(Part.VALIDATION.in(folder));
  }

  /** Folders of runs in the directory that are of other settings than those of the plan. */
  public List<Path> others() {
    Set<String> known = plan.runs().stream().map(PlannedRun::id).collect(Collectors.toSet());
    Path runs = directory.resolve(RUNS);
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(runs)) {
      return List.copyOf(
          all.filter(folder -> !known.contains(folder.getFileName().toString()))
              .collect(Collectors.toCollection(TreeSet::new)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + runs + ": " + e.getMessage(), e);
    }
  }

  /**
   * The tables of what is finished.
   *
   * @throws io.github.seqrec4j.api.DataException if a file of a run is damaged
   * @throws UsageException if the data of a run is no longer that of the others
   */
  public StudyTable table() {
    Map<String, FinishedRun> finished = new LinkedHashMap<>();
    for (PlannedRun run : plan.runs()) {
      FinishedRun read = finished(run);
      if (read != null) {
        finished.put(run.id(), read);
      }
    }
    return StudyTable.of(plan, finished);
  }

  private @Nullable FinishedRun finished(PlannedRun run) {
    return isFinished(run) ? FinishedRun.read(folder(run)) : null;
  }
}
