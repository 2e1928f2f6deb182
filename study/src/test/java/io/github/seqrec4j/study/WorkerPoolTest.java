package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.UsageException;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

  @Test
  void pool_hasAsManyRunsAtATimeAsTheCoresAllow() {
    try (WorkerPool pool = new WorkerPool(5, 2, event -> {})) {
      assertThat(pool.parallel()).isEqualTo(2);
    }
  }

  @Test
  void runThatTakesMoreThanAllCores_isRefused() {
    assertThatThrownBy(() -> new WorkerPool(2, 3, event -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "a run takes 3 threads (threads of the study), and there are 2 cores for all; give more"
                + " by --cores, or lower threads");
  }
}
