package io.github.seqrec4j.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Shares the work of a request with processors that no other request of this JVM is using, by the
 * threads of the common pool. Under load, when each processor has a request of its own, a request
 * is computed by the thread that asks alone; a thread that helps lets go when others come.
 */
final class IdleCores {

  private static final AtomicInteger BUSY = new AtomicInteger(); // threads at work here

  private IdleCores() {}

  /**
   * Runs tasks 0 to {@code tasks - 1}, each once and in no order, and returns when all have ended;
   * what they wrote is seen by the caller.
   *
   * @throws RuntimeException what one of them threw
   */
  static void each(int tasks, IntConsumer task) {
    int processors = Runtime.getRuntime().availableProcessors();
    int busy = BUSY.incrementAndGet();
    try {
      int helpers = Math.min(tasks - 1, processors - busy);
      if (helpers <= 0) {
        for (int i = 0; i < tasks; i++) {
          task.accept(i);
        }
        return;
      }
      Shared shared = new Shared(tasks, task);
      for (int i = 0; i < helpers; i++) {
        ForkJoinPool.commonPool().execute(() -> shared.help(processors));
      }
      shared.work(Integer.MAX_VALUE);
      shared.await();
    } finally {
      BUSY.decrementAndGet();
    }
  }

  private static final class Shared {
    private final int tasks;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch left;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Shared(int tasks, IntConsumer task) {
      this.tasks = tasks;
      this.task = task;
      left = new CountDownLatch(tasks);
    }

    void help(int processors) {
      BUSY.incrementAndGet();
      try {
        work(processors);
      } finally {
        BUSY.decrementAndGet();
      }
    }

    /** Takes tasks while there are some, and no more than so many threads at work. */
    void work(int mostBusy) {
      while (BUSY.get() <= mostBusy) {
        int i = next.getAndIncrement();
        if (i >= tasks) {
          return;
        }
        try {
          task.accept(i);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          left.countDown();
        }
      }
    }

    /** A helper is at its last task, some tens of microseconds; nothing would end it sooner. */
    void await() {
      boolean interrupted = false;
      while (true) {
        try {
          left.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure.get() instanceof RuntimeException e) {
        throw e;
      }
      if (failure.get() instanceof Error e) {
        throw e;
      }
    }
  }
}
