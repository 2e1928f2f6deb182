package io.github.seqrec4j.study;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs in processes of their own, as many at a time as the cores allow. When this process ends, in
 * whatever way, they end with it, their state saved.
 */
final class WorkerPool implements AutoCloseable {

  private static final int POLL = 300; // milliseconds between two looks at a run
  private static final int PATIENCE = 70; // seconds for a process that is told to end

  /**
   * One run to be done.
   *
   * @param run its settings
   * @param directory of it
   * @param kind what is evaluated
   * @param epochs most epochs, 0 for those of its settings
   */
  record Job(PlannedRun run, Path directory, WorkOrder.Kind kind, int epochs) {

    RunFolder folder() {
      return new RunFolder(directory);
    }

    int mostEpochs() {
      return epochs == 0 ? run.spec().recommender().training().epochs() : epochs;
    }
  }

  private final int parallel;
  private final StudyListener listener;
  private final ExecutorService threads;
  private final Set<Process> processes = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::stop, "study-end");
  private volatile boolean stopped;

  /**
   * A pool.
   *
   * @param cores of the machine that may be used
   * @param threadsOfRun that each run computes with
   * @throws UsageException if a run takes more than there are
   */
  WorkerPool(int cores, int threadsOfRun, StudyListener listener) {
    if (threadsOfRun > cores) {
      throw new UsageException(
          "a run takes "
              + threadsOfRun
              + " threads (threads of the study), and there are "
              + cores
              + " cores for all; give more by --cores, or lower threads");
    }
    parallel = cores / threadsOfRun;
    this.listener = listener;
    threads = Executors.newFixedThreadPool(parallel);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  int parallel() {
    return parallel;
  }

  /** Tells the listener, one event at a time. */
  synchronized void tell(StudyEvent event) {
    listener.onEvent(event);
  }

  /**
   * Does them all, and returns those that failed.
   *
   * @throws SeqrecException if this thread is interrupted, or this process ends
   */
  List<Job> run(List<Job> jobs) {
    List<Future<Boolean>> results = new ArrayList<>();
    for (Job job : jobs) {
      results.add(threads.submit(() -> run(job)));
    }
    List<Job> failed = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      try {
        if (!results.get(i).get()) {
          failed.add(jobs.get(i));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SeqrecException("interrupted; the same command goes on", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new SeqrecException(jobs.get(i).run().title() + ": " + e.getCause(), e);
      }
    }
    if (stopped) {
      throw new SeqrecException(
          "ended; what the runs have reached is saved, and the same command goes on");
    }
    return failed;
  }

  /** Whether it was finished. */
  private boolean run(Job job) {
    if (stopped) {
      return false;
    }
    PlannedRun run = job.run();
    RunFolder folder = job.folder();
    folder.prepare(run);
    long start = System.nanoTime();
    int done = folder.epochs();
    tell(new StudyEvent.RunStarted(run.title(), job.directory(), done, job.mostEpochs()));
    WorkOrder order =
        new WorkOrder(
            job.directory(),
            run.id(),
            run.threads(),
            ProcessHandle.current().pid(),
            job.kind(),
            job.epochs());
    int status;
    try {
      Process process = WorkerProcess.start(order);
      processes.add(process);
      try {
        if (stopped) { // after the hook looked
          process.destroy();
        }
        while (!process.waitFor(POLL, TimeUnit.MILLISECONDS)) {
          done = tellEpochs(job, folder, done);
        }
        status = process.exitValue();
      } finally {
        processes.remove(process);
        process.destroy(); // if this thread was interrupted
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a process: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    tellEpochs(job, folder, done);
    if (status == 0) {
      tell(new StudyEvent.RunFinished(run.title(), (System.nanoTime() - start) / 1e9));
    } else if (!stopped) {
      tell(new StudyEvent.RunFailed(run.title(), reason(folder, status), folder.log()));
    }
    return status == 0;
  }

  private int tellEpochs(Job job, RunFolder folder, int before) {
    int done = folder.epochs();
    if (done != before) {
      tell(new StudyEvent.EpochDone(job.run().title(), done, job.mostEpochs()));
    }
    return done;
  }

  private static String reason(RunFolder folder, int status) {
    String told = folder.failure();
    if (told != null) {
      return told;
    }
    String last = folder.lastWords();
    return "its process ended with status "
        + status
        + (last.isEmpty() ? "" : "; the last it said: " + last);
  }

  private void stop() {
    stopped = true;
    processes.forEach(Process::destroy);
    try {
      for (Process process : processes) {
        process.waitFor(PATIENCE, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // this process ends anyway
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    if (!stopped) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
