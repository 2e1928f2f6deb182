package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class IdleCoresTest {

  private static final int THREADS = 8;
  private static final int TASKS = 50;

  /** Alone, where others help, and among more threads than there are processors. */
  @Test
  void tasks_runOnceEachBeforeTheCallerGoesOn() throws Exception {
    runAll();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        Callable<Void> caller =
            () -> {
              for (int n = 0; n < 100; n++) {
                runAll();
              }
              return null;
            };
        running.add(threads.submit(caller));
      }
      for (Future<Void> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void runAll() {
    AtomicIntegerArray runs = new AtomicIntegerArray(TASKS);
    IdleCores.each(TASKS, runs::incrementAndGet);
    for (int i = 0; i < TASKS; i++) {
      assertThat(runs.get(i)).isEqualTo(1);
    }
  }

  @Test
  void whatATaskThrows_theCallerThrows() {
    for (int failing : new int[] {0, TASKS - 1}) {
      assertThatThrownBy(
              () ->
                  IdleCores.each(
                      TASKS,
                      task -> {
                        if (task == failing) {
                          throw new IllegalStateException("task " + task);
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("task " + failing);
    }
    runAll();
  }
}
