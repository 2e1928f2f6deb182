package io.github.seqrec4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.study.AgainstBaseline;
import io.github.seqrec4j.study.Figure;
import io.github.seqrec4j.study.RunComparison;
import io.github.seqrec4j.study.StudyRow;
import io.github.seqrec4j.study.StudyTable;
import io.github.seqrec4j.training.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPageTest {

  private static final String MARKUP = "<script>alert(1)</script>";
  private static final AgainstBaseline AGAINST = new AgainstBaseline(0.02, -0.01, 0.05, 0.02, 0.04);

  @TempDir private Path folder;
  private RunRecord one;
  private RunRecord other;

  @BeforeEach
  void runs() throws IOException {
    one = run("one", 4);
    other = run("other", 6);
  }

  private RunRecord run(String name, int epochs) throws IOException {
    Path directory = Files.createDirectory(folder.resolve(name));
    new RunFiles(directory, epochs, 3, List.of("id")).page();
    return RunRecord.read(directory);
  }

  private static StudyRow row(String label, List<Path> runs, Map<String, AgainstBaseline> against) {
    Map<String, Figure> figures =
        runs.isEmpty() ? Map.of() : Map.of("hit@10", new Figure(0.25, Double.NaN));
    return new StudyRow(
        Map.of("model", label),
        runs,
        2,
        against.isEmpty() ? StudyRow.Standing.BASELINE : StudyRow.Standing.CHALLENGER,
        !against.isEmpty(),
        figures,
        figures,
        against,
        runs.isEmpty() ? Double.NaN : 12,
        runs.isEmpty() ? -1 : 700_000_000L);
  }

  @Test
  void study_isTablesForestsAndCurves_andNoNameIsMarkup() {
    StudyTable study =
        new StudyTable(
            List.of("hit@10"),
            "hit@10",
            List.of(
                new StudyTable.Comparison(
                    "one",
                    MARKUP,
                    List.of("model"),
                    "test",
                    List.of(
                        row("ids", List.of(one.directory()), Map.of()),
                        row(MARKUP, List.of(other.directory()), Map.of("hit@10", AGAINST)),
                        row("none yet", List.of(), Map.of())))));

    Document page = Jsoup.parse(StudyPage.of(MARKUP, study, LineChart.obstacle()));

    assertThat(page.select("script")).isEmpty();
    assertThat(page.expectFirst("h1").text()).isEqualTo(MARKUP);
    assertThat(page.expectFirst("h2").text()).isEqualTo(MARKUP);
    assertThat(page.select("tbody tr")).hasSize(3);
    assertThat(page.select("tbody tr").get(1).text())
        .contains(MARKUP, "1 of 2", "0.2500", "+0.0200 [-0.0100, 0.0500]", "0.040", "best on");
    assertThat(page.select("tbody tr").get(2).text()).contains("0 of 2");
    assertThat(page.select(".forest")).hasSize(1);
    assertThat(page.expectFirst(".forest .interval").attr("style"))
        .isEqualTo("left:40.00%;width:60.00%");
    if (LineChart.obstacle() == null) {
      assertThat(page.select("figure svg polyline")).hasSizeGreaterThanOrEqualTo(2);
      assertThat(page.select(".legend").text()).contains("ids", MARKUP).doesNotContain("kept");
    }
  }

  @Test
  void study_withoutFonts_saysSo() {
    StudyTable study =
        new StudyTable(
            List.of("hit@10"),
            "hit@10",
            List.of(
                new StudyTable.Comparison(
                    "one",
                    "One",
                    List.of("model"),
                    "test",
                    List.of(row("ids", List.of(one.directory()), Map.of())))));

    assertThat(Jsoup.parse(StudyPage.of("x", study, "no fontconfig")).text())
        .contains("No curves: this Java found no fonts to draw with (no fontconfig).");
  }

  @Test
  void comparison_isMetricsSettingsCurvesAndCost() {
    RunComparison comparison =
        new RunComparison(
            List.of("one", MARKUP),
            List.of(one, other),
            Map.of("backbone.type", List.of("sasrec", MARKUP)),
            "test",
            Map.of("hit@10", List.of(0.2, 0.22)),
            Map.of("hit@10", List.of(AGAINST)),
            List.of("a note"));

    Document page = Jsoup.parse(ComparisonPage.of(comparison, LineChart.obstacle()));

    assertThat(page.select("script")).isEmpty();
    assertThat(page.expectFirst("#metrics tbody tr").text())
        .isEqualTo("hit@10 0.2000 0.2200 +0.0200 [-0.0100, 0.0500] 0.040");
    assertThat(page.expectFirst("#settings tbody").text())
        .isEqualTo("backbone.type sasrec " + MARKUP);
    assertThat(page.expectFirst("#notes").text()).isEqualTo("a note");
    assertThat(page.select("#cost tbody tr").eachText())
        .containsExactly("one 3 4 1 min 40 s 10.0 s 700", MARKUP + " 3 6 1 min 40 s 10.0 s 700");
  }
}
