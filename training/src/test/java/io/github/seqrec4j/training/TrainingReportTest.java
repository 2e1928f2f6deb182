package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import org.junit.jupiter.api.Test;

class TrainingReportTest {

  @Test
  void read_writtenWithoutStandardErrors() {
    TrainingReport report =
        new Gson()
            .fromJson("{\"bestEpoch\":3,\"test\":{\"id\":{\"mrr\":0.5}}}", TrainingReport.class);
    assertThat(report.bestEpoch()).isEqualTo(3);
    assertThat(report.test().get("id")).containsEntry("mrr", 0.5);
    assertThat(report.baselines()).isEmpty();
    assertThat(report.standardErrors().test()).isEmpty();
  }
}
