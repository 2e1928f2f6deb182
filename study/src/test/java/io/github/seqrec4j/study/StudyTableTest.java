package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTableTest {

  private static final double EXACT = 1e-12; // sums of a handful of numbers

  /** Hits at 1 of four users, whose other ranks are 2. */
  private static final double[] HALF = {1, 1, 2, 2};

  private static final double[] ALL = {1, 1, 1, 1};
  private static final double[] QUARTER = {1, 2, 2, 2};
  private static final double[] NONE = {};

  @TempDir private Path folder;
  private StudyPlan plan;
  private final Map<String, FinishedRun> finished = new HashMap<>();

  @BeforeEach
  void plan() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("study.conf"),
            """
            seqrec4j {
              data.path = "/shops/garden"
              evaluation.cutoffs = [1]
              training.select-by = "hit@1"
              study {
                seeds = [1, 2]
                metrics = ["hit@1", mrr]
                select-by = "hit@1"
                draws = 500
                comparisons = [{
                  name = backbones
                  title = "Which & why?"
                  axes = [{ name = backbone, variants = [
                    { name = sasrec }
                    { name = gru_4, set { backbone.type = gru4rec } }
                    { name = next, set { backbone.type = nextitnet } }
                  ] }]
                  baseline { backbone = sasrec }
                }]
              }
            }
            """);
    plan = StudyPlan.load(file, List.of());
  }

  private void run(int row, int seed, String hash, double[] validation, double[] test) {
    String id = plan.comparisons().get(0).rows().get(row).runs().get(seed).id();
    finished.put(id, RunFixture.write(folder.resolve(id), hash, validation, test, "row-" + row));
  }

  private List<StudyRow> rows() {
    return StudyTable.of(plan, finished).tables().get(0).rows();
  }

  @Test
  void figures_asByHand() {
    run(0, 0, "a", HALF, HALF);
    run(0, 1, "a", HALF, QUARTER);
    run(1, 0, "a", QUARTER, ALL);
    run(1, 1, "a", QUARTER, HALF);

    StudyRow baseline = rows().get(0);
    assertThat(baseline.standing()).isEqualTo(StudyRow.Standing.BASELINE);
    assertThat(figure(baseline.test(), "hit@1").mean()).isEqualTo(0.375, within(EXACT));
    assertThat(figure(baseline.test(), "hit@1").deviation()) // of .5 and .25
        .isEqualTo(0.125 * Math.sqrt(2), within(EXACT));
    assertThat(figure(baseline.test(), "mrr").mean()) // (.75 + .625) / 2
        .isEqualTo(0.6875, within(EXACT));
    assertThat(baseline.against()).isEmpty();
    assertThat(baseline.seconds()).isEqualTo(12);
    assertThat(baseline.residentBytes()).isEqualTo(200_000_000L);
    AgainstBaseline against = against(rows().get(1), "hit@1");
    assertThat(against.difference()).isEqualTo(0.375, within(EXACT)); // .75 - .375
    assertThat(against.lower()).isLessThanOrEqualTo(against.difference());
    assertThat(against.upper()).isGreaterThanOrEqualTo(against.difference());
    assertThat(rows().get(2).runs()).isEmpty();
    assertThat(rows().get(2).told()).isEmpty();
    assertThat(rows().get(2).against()).isEmpty();
  }

  /** Differences of the users 0, 0, 1, 1: four of sixteen signs have a sum of 2 or -2 in size. */
  @Test
  void tests_areCorrectedOverTheRows() {
    for (int seed = 0; seed < 2; seed++) {
      run(0, seed, "a", HALF, HALF);
      run(1, seed, "a", ALL, ALL);
      run(2, seed, "a", QUARTER, HALF);
    }

    AgainstBaseline better = against(rows().get(1), "hit@1");
    assertThat(better.pValue()).isEqualTo(0.5, within(0.1)); // over four deviations of 500 draws
    assertThat(better.corrected()).isEqualTo(Math.min(1, 2 * better.pValue()));
    assertThat(against(rows().get(2), "hit@1").pValue()).isEqualTo(1);
    assertThat(against(rows().get(2), "hit@1").corrected()).isEqualTo(1);
  }

  @Test
  void best_isChosenByValidation_whateverTheTestSays() {
    run(0, 0, "a", HALF, ALL);
    run(1, 0, "a", ALL, QUARTER);
    run(2, 0, "a", QUARTER, ALL);

    assertThat(rows()).extracting(StudyRow::best).containsExactly(false, true, false);
  }

  @Test
  void seedsThatOnlyOneHas_areLeftOutOfTheDifference() {
    run(0, 0, "a", HALF, HALF);
    run(1, 0, "a", HALF, HALF);
    run(1, 1, "a", ALL, ALL);

    assertThat(against(rows().get(1), "hit@1").difference()).isZero();
    assertThat(figure(rows().get(1).test(), "hit@1").mean()).isEqualTo(0.75, within(EXACT));
    assertThat(StudyText.plain(StudyTable.of(plan, finished))).contains("1 of 2");
  }

  @Test
  void withoutTest_validationIsTold() {
    run(0, 0, "a", HALF, NONE);
    run(1, 0, "a", ALL, NONE);

    assertThat(StudyTable.of(plan, finished).tables().get(0).part()).isEqualTo("validation");
    assertThat(rows().get(1).test()).isEmpty();
    assertThat(against(rows().get(1), "hit@1").difference()).isEqualTo(0.5, within(EXACT));
  }

  @Test
  void otherTargets_areRefused_otherFeaturesAreNot() {
    run(0, 0, "a", HALF, HALF);
    run(1, 0, "b", HALF, HALF);
    assertThat(against(rows().get(1), "hit@1").difference()).isZero();

    run(1, 0, "b", HALF, new double[] {1, 2, 3});
    assertThatThrownBy(this::rows)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("rank other targets (4 and 3) of other data, of the hashes a and b");
  }

  @Test
  void text_hasAllOfIt_inThreeForms() {
    for (int seed = 0; seed < 2; seed++) {
      run(0, seed, "a", HALF, HALF);
      run(1, seed, "a", ALL, ALL);
    }
    StudyTable table = StudyTable.of(plan, finished);

    assertThat(StudyText.plain(table))
        .contains("Which & why? (test)", "0.5000 ± 0.0000", "+0.5000 [", "0 of 2")
        .containsPattern("sasrec +2 .*baseline\n")
        .containsPattern("gru_4 +2 .*best on validation\n");
    assertThat(StudyText.latex(table))
        .contains("\\caption{Which \\& why? (test)}", "gru\\_4 & $1.0000 \\pm 0.0000$")
        .contains("\\begin{tabular}{lrr}");
    List<String> csv = StudyText.csv(table).lines().toList();
    assertThat(csv).hasSize(1 + 3 * 2);
    assertThat(csv.get(3))
        .startsWith("backbones,backbone gru_4,challenger,true,2,2,hit@1,1.0,0.0,");
  }

  @Test
  void latex_escapesWhatItTakesForCommands() {
    assertThat(StudyText.escaped("a_b {50%} \\x^2~$#&"))
        .isEqualTo(
            "a\\_b \\{50\\%\\} \\textbackslash{}x\\textasciicircum{}2\\textasciitilde{}\\$\\#\\&");
  }

  private static Figure figure(Map<String, Figure> figures, String metric) {
    return figures.getOrDefault(metric, new Figure(Double.NaN, Double.NaN));
  }

  private static AgainstBaseline against(StudyRow row, String metric) {
    AgainstBaseline against = row.against().get(metric);
    assertThat(against).as(metric).isNotNull();
    return java.util.Objects.requireNonNull(against);
  }
}
