package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.seqrec4j.api.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningPlanTest {

  private static final String BATCHES =
      "{ option = training.batch-size, kind = int, from = 2, to = 1000, scale = log }";

  @TempDir Path folder;

  private TuningPlan load(String tune) throws IOException {
    return load("data.path = \"/shops/garden\"", tune);
  }

  private TuningPlan load(String base, String tune) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("tune.conf"), "seqrec4j {\n" + base + "\ntune {\n" + tune + "\n} }\n");
    return TuningPlan.load(file, List.of());
  }

  @Test
  void load_drawsTheSameTrials_andThoseOfFewerFirst() throws IOException {
    TuningPlan few = load("trials = 5, options = [" + BATCHES + "]");
    TuningPlan more = load("trials = 9, options = [" + BATCHES + "]");
    assertThat(few.size()).isEqualTo(5);
    assertThat(more.trials()).hasSize(9).doesNotHaveDuplicates();
    assertThat(more.trials().subList(0, 5)).isEqualTo(few.trials());
    assertThat(load("seed = 2, trials = 5, options = [" + BATCHES + "]").trials())
        .isNotEqualTo(few.trials());
    assertThat(few.notes()).isEmpty();
    assertThat(few.trials())
        .allSatisfy(
            trial ->
                assertThat(trial.run().spec().recommender().training().batchSize())
                    .isBetween(2, 1000));
  }

  @Test
  void load_tellsOfFewerCombinationsThanTrials() throws IOException {
    TuningPlan plan =
        load("trials = 7, options = [{ option = max-length, kind = choice, choices = [5, 6] }]");
    assertThat(plan.size()).isEqualTo(2);
    assertThat(plan.notes())
        .containsExactly("there are no more than 2 different combinations, of 7 trials asked for");
  }

  @Test
  void load_drawsOthersForThoseThatNoModelCanBeMadeOf_andSaysWhy() throws IOException {
    TuningPlan plan =
        load(
            "trials = 2, options = ["
                + "{ option = item-encoder.multi-modal.width, kind = choice, choices = [8, 16, 0] }"
                + "]");
    assertThat(plan.size()).isEqualTo(2);
    assertThat(plan.notes().get(0))
        .contains("draws were refused", "item-encoder.multi-modal.width");
  }

  @Test
  void load_namesEveryProblem() {
    assertThatThrownBy(() -> load("", "select-by = \"hit@7\""))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains(
            "nothing to tune: its options stand in seqrec4j.tune.options",
            "no dataset: set seqrec4j.data.path",
            "seqrec4j.tune.select-by is hit@7, but seqrec4j.evaluation.cutoffs are");
  }

  @Test
  void load_refusesHalvingOfSchedulesThatKnowTheEnd() {
    String cosine = "data.path = \"/shops/garden\", training.schedule.type = cosine";
    assertThatThrownBy(() -> load(cosine, "options = [" + BATCHES + "]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("training.schedule 'cosine' depend on the number of epochs");
    assertThat(
            catchThrowable(
                () -> load(cosine, "method = random, trials = 2, options = [" + BATCHES + "]")))
        .isNull();
  }
}
