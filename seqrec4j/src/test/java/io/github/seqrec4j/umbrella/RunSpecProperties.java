package io.github.seqrec4j.umbrella;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.ItemEncoder;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.Optimizer;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.api.config.HoconWriter;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.distill.BornAgain;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.objectives.InBatch;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import io.github.seqrec4j.training.RunSpec;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class RunSpecProperties {

  @Property(tries = 50)
  void writtenAndRead_isEqual(@ForAll long seed) {
    SpecMutations mutations = new SpecMutations(seed);
    RunSpec spec = mutations.mutate(bind("seqrec4j {}"));
    String text = HoconWriter.write(RunSpec.ROOT, spec);
    assertThat(bind(text)).as(text).isEqualTo(spec);
    assertThat(mutations.accepted()).as("values taken over into %s", text).isGreaterThan(10);
  }

  @Example
  void empty_isDefaultConstructors() {
    RunSpec defaults =
        new RunSpec(
            new DataSpec(),
            new RecommenderSpec(
                new MultiModalItemEncoder(),
                new SasRec(),
                Objective.of(new InBatch(), new SoftmaxCrossEntropy()),
                new OnlineDistillation(),
                RecommenderSpec.DEFAULT_MAX_LENGTH,
                new TrainingSpec(),
                new EvaluationSpec()));
    assertThat(bind("seqrec4j {}")).isEqualTo(defaults);
    assertThat(defaults.recommender())
        .isEqualTo(
            RecommenderSpec.builder()
                .itemEncoder(new MultiModalItemEncoder())
                .backbone(new SasRec())
                .build());
  }

  @Example
  void everyComponent_isChosenByOneScalar() {
    for (SequenceBackbone backbone : Components.of(SequenceBackbone.class).all()) {
      assertThat(swapped("backbone", backbone).backbone()).isEqualTo(backbone);
    }
    for (Distillation distillation : Components.of(Distillation.class).all()) {
      if (!distillation.equals(new BornAgain())) { // which must be told its teacher
        assertThat(swapped("distillation", distillation).distillation()).isEqualTo(distillation);
      }
    }
    for (CandidateSampler sampler : Components.of(CandidateSampler.class).all()) {
      assertThat(swapped("objective.sampler", sampler).objective().sampler()).isEqualTo(sampler);
    }
    for (Loss loss : Components.of(Loss.class).all()) {
      assertThat(swapped("objective.loss", loss).objective().loss()).isEqualTo(loss);
    }
    for (Optimizer optimizer : Components.of(Optimizer.class).all()) {
      assertThat(swapped("training.optimizer", optimizer).training().optimizer())
          .isEqualTo(optimizer);
    }
    for (Schedule schedule : Components.of(Schedule.class).all()) {
      assertThat(swapped("training.schedule", schedule).training().schedule()).isEqualTo(schedule);
    }
    for (ItemEncoder encoder : Components.of(ItemEncoder.class).all()) {
      assertThat(swapped("item-encoder", encoder).itemEncoder()).isEqualTo(encoder);
    }
    for (Fusion fusion : Components.of(Fusion.class).all()) {
      ItemEncoder encoder = swapped("item-encoder.multi-modal.fusion", fusion).itemEncoder();
      assertThat(((MultiModalItemEncoder) encoder).fusion()).isEqualTo(fusion);
    }
  }

  @Example
  void optionsBesideTheChosenComponent_areChecked() {
    assertThatThrownBy(
            () -> bind("seqrec4j.distillation { type = none\n online.temperature = -1 }"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("text: 2: seqrec4j.distillation.online.temperature must be above 0: -1.0");
    assertThat(bind("seqrec4j.distillation { type = none, online.temperature = 3 }"))
        .isEqualTo(bind("seqrec4j.distillation.type = none"));
  }

  @Example
  void partsThatDoNotFit_nameOptionAndLine() {
    assertThatThrownBy(() -> bind("seqrec4j {\n backbone.sasrec {\n  heads = 5\n } }"))
        .hasMessage("text: 3: seqrec4j.backbone.sasrec.heads must divide width: width=64, heads=5");
    assertThatThrownBy(
            () -> bind("seqrec4j {\n distillation.online {\n  teachers = [\"id -> sound\"]\n } }"))
        .hasMessageStartingWith("text: 3: seqrec4j.distillation.online.teachers: 'id -> sound'");
  }

  @Example
  void bornAgain_asksForItsTeacher() {
    assertThatThrownBy(() -> swapped("distillation", new BornAgain()))
        .hasMessageContaining("seqrec4j.distillation.born-again.model must name the directory");
    Distillation taught =
        bind("seqrec4j.distillation { type = born-again, born-again.model = runs/first/model }")
            .recommender()
            .distillation();
    assertThat(taught.teacher()).endsWithRaw(Path.of("runs", "first", "model"));
  }

  private static RecommenderSpec swapped(String option, Component component) {
    return bind("seqrec4j." + option + ".type = " + component.type()).recommender();
  }

  private static RunSpec bind(String text) {
    return ConfigSource.parse(text, "text", RunSpec.ROOT, List.of())
        .bind(RunSpec.ROOT, RunSpec.class);
  }
}
