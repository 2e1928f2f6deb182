package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.training.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPlanTest {

  private static final String BACKBONES =
      """
      { name = backbone, variants = [
        { name = sasrec }
        { name = gru, set { backbone.type = gru4rec } }
      ] }
      """;

  private static final String LENGTHS =
      """
      { name = length, variants = [
        { name = short, set { max-length = 5 } }
        { name = long, set { max-length = 9 } }
      ] }
      """;

  @TempDir Path folder;

  private StudyPlan load(String study) {
    return StudyPlan.load(write(study), List.of());
  }

  private Path write(String study) {
    try {
      return Files.writeString(
          folder.resolve("study.conf"),
          "seqrec4j.data.path = \"/shops/garden\"\nseqrec4j.study {\n" + study + "\n}\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String comparison(String more, String... axes) {
    return "comparisons = [{ name = one, " + more + "\naxes = [" + String.join(",", axes) + "] }]";
  }

  private void refused(String study, String... parts) {
    assertThatThrownBy(() -> load(study))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains(parts);
  }

  @Test
  void load_expandsAllCombinations_theLastAxisFastest() {
    StudyPlan plan = load("seeds = [3, 4]\n" + comparison("", BACKBONES, LENGTHS));

    List<PlannedRow> rows = plan.comparisons().get(0).rows();
    assertThat(rows)
        .extracting(PlannedRow::labels)
        .containsExactly(
            Map.of("backbone", "sasrec", "length", "short"),
            Map.of("backbone", "sasrec", "length", "long"),
            Map.of("backbone", "gru", "length", "short"),
            Map.of("backbone", "gru", "length", "long"));
    RunSpec last = rows.get(3).runs().get(1).spec();
    assertThat(last.recommender().backbone().type()).isEqualTo("gru4rec");
    assertThat(last.recommender().maxLength()).isEqualTo(9);
    assertThat(last.recommender().training().seed()).isEqualTo(4);
    assertThat(plan.runs()).hasSize(8);
    assertThat(plan.runs().subList(0, 4)) // what is first done is a whole table of one seed
        .allSatisfy(run -> assertThat(run.spec().recommender().training().seed()).isEqualTo(3));
  }

  @Test
  void exclude_leavesOutWhereAllOfItHolds() {
    StudyPlan plan =
        load(comparison("exclude = [{ backbone = gru, length = [short] }]", BACKBONES, LENGTHS));

    assertThat(plan.comparisons().get(0).rows())
        .extracting(PlannedRow::labels)
        .hasSize(3)
        .doesNotContain(Map.of("backbone", "gru", "length", "short"));
  }

  @Test
  void baseline_isTheRowThatDiffersInItAlone() {
    PlannedComparison planned =
        load(comparison("baseline { backbone = sasrec }", BACKBONES, LENGTHS)).comparisons().get(0);

    assertThat(planned.baseline(planned.rows().get(0))).isNull();
    assertThat(planned.baseline(planned.rows().get(2))).isEqualTo(planned.rows().get(0));
    assertThat(planned.baseline(planned.rows().get(3))).isEqualTo(planned.rows().get(1));
  }

  @Test
  void runs_ofTheSameSettings_areOne() {
    StudyPlan plan =
        load(
            "comparisons = [{ name = a, axes = ["
                + BACKBONES
                + "] }, { name = b, axes = [{ name = model, variants = [{ name = as-is },"
                + " { name = long, set { max-length = 9 } }] }] }]");

    assertThat(plan.comparisons()).hasSize(2);
    assertThat(plan.runs()).hasSize(3);
  }

  @Test
  void settings_ofAComparison_standOverThoseOfTheStudy() {
    StudyPlan plan =
        load(
            "axes = [{ name = data, variants = [{ name = a, set { max-length = 3, data.path = a } }] }]\n"
                + comparison("set { max-length = 4 }", BACKBONES)
                    .replace("backbone.type", "max-length = 7, backbone.type"));

    assertThat(plan.runs())
        .extracting(run -> run.spec().recommender().maxLength())
        .containsExactly(4, 7);
    assertThat(plan.runs())
        .allSatisfy(run -> assertThat(run.spec().data().path()).isEqualTo(Path.of("a")));
  }

  @Test
  void id_isThatOfTheSettings() {
    String study = comparison("", BACKBONES);
    List<String> ids = ids(load(study));

    assertThat(ids(load(study + "\nmetrics = [mrr]"))).as("nothing of a run").isEqualTo(ids);
    assertThat(ids(load(study + "\nthreads = 2"))).doesNotContainAnyElementsOf(ids);
    assertThat(ids(load(study + "\nseeds = [1, 7]"))).containsAll(ids);
  }

  private static List<String> ids(StudyPlan plan) {
    return plan.runs().stream().map(PlannedRun::id).toList();
  }

  @Test
  void load_selectionOnTest_isRefusedWithTheReason() {
    String reason = "what is chosen by the test split is no longer tested by it";
    refused("select-by = \"test-hit@10\"", "study.conf: 3: seqrec4j.study.select-by", reason);
    refused("select-by = \"test.hit@10\"", "select-by", reason);
    refused("select-by = accuracy", "select-by must be hit@K".substring(10));
    refused("test-select = \"hit@10\"", "study.conf: 3: unknown key 'test-select'");
  }

  @Test
  void load_collectsProblems_withFileAndLine() {
    refused(
        """
        comparisons = [{ name = one
          axes = [{ name = backbone, variants = [
            { name = a, set { backbone.sasrec.haeds = 2 } }
            { name = b, set { training.seed = 2 } }
          ] }]
          exclude = [{ bakbone = a }]
          baseline { backbone = c }
        }]
        """,
        "study.conf: 5: unknown key 'haeds' in seqrec4j.backbone.sasrec; did you mean 'heads'?",
        "study.conf: 6: training.seed is set by the study's seeds",
        "study.conf: 8: exclude: no axis 'bakbone'; did you mean 'backbone'?",
        "study.conf: 9: baseline: no 'c' on the axis 'backbone'");
  }

  @Test
  void load_axesThatSetTheSame_areRefused() {
    refused(
        comparison(
            "", BACKBONES.replace("backbone.type", "max-length = 4, backbone.type"), LENGTHS),
        "of the axis 'length' sets max-length = 5, another axis sets it to 4");
    refused(comparison("", BACKBONES, BACKBONES), "axes must have different names: 'backbone'");
  }

  @Test
  void load_rowsOfTheSameSettings_areRefused() {
    refused(
        comparison("", BACKBONES.replace("backbone.type = gru4rec", "backbone.gru4rec.layers = 2")),
        "backbone sasrec and backbone gru are the same settings; exclude one of them");
  }

  @Test
  void load_baselineThatIsExcluded_isRefused() {
    refused(
        comparison(
            "exclude = [{ backbone = sasrec, length = long }], baseline { backbone = sasrec }",
            BACKBONES,
            LENGTHS),
        "backbone gru, length long is to be compared with backbone sasrec, length long, which is"
            + " excluded");
  }

  @Test
  void load_sectionsAndNoQuestions_areRefused() {
    refused("seeds = [1]", "nothing to compare");
    refused("seeds = [1, 1]", "seeds must be at least one and different".substring(6));
    refused(comparison("set { study.seeds = [4] }", BACKBONES), "'study' cannot be set here");
  }

  @Test
  void load_withoutData_isRefused() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("none.conf"), "seqrec4j.study." + comparison("", BACKBONES));

    assertThatThrownBy(() -> StudyPlan.load(file, List.of()))
        .hasMessageContaining("no dataset: set seqrec4j.data.path");
  }
}
