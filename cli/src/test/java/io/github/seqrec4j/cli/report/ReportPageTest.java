package io.github.seqrec4j.cli.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.training.RunRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPageTest {

  private static final List<String> BRANCHES = List.of("id", "text", "image");

  @TempDir Path directory;

  /** Parses as strictly as a browser's validator would. */
  private static Document parsed(String page) {
    Parser parser = Parser.htmlParser().setTrackErrors(20);
    Document document = Jsoup.parse(page, "", parser);
    assertThat(parser.getErrors()).isEmpty();
    assertThat(document.select("*[id]").eachAttr("id")).doesNotHaveDuplicates();
    return document;
  }

  private static List<String> texts(Document page, String selector) {
    return page.select(selector).eachText();
  }

  @Test
  void page_ofSeveralBranches() {
    Document page = parsed(new RunFiles(directory, 30, 27, BRANCHES).page());
    assertThat(texts(page, "h1")).containsExactly("sasrec on garden: " + directory.getFileName());
    assertThat(texts(page, "#headline .value")).startsWith("0.2000", "0.1000", "27");
    assertThat(page.expectFirst("#headline .card").text())
        .contains(
            "95 % interval 0.1804 to 0.2196", "Best baseline, popularity: 0.0500", "4.0 times");
    assertThat(texts(page, "#test thead th"))
        .containsExactly("ensemble", "id", "text", "image", "popularity");
    assertThat(texts(page, "#test tbody tr:first-child > *"))
        .containsExactly(
            "hit@10",
            "0.2000 ± 0.0196",
            "0.1000 ± 0.0098",
            "0.1000 ± 0.0098",
            "0.1000 ± 0.0098",
            "0.0500 ± 0.0196");
    assertThat(texts(page, "#validation tbody tr:first-child > *")).contains("0.3000 ± 0.0196");
    assertThat(texts(page, "figcaption"))
        .containsExactly(
            "Validation hit@10",
            "Validation ndcg@10",
            "Training loss",
            "Distillation weight",
            "Seconds per epoch",
            "Resident memory after the epoch, MB");
    assertThat(texts(page, "#epochs tbody tr")).hasSize(30);
    assertThat(texts(page, "#epochs tr.best th")).containsExactly("27 (kept)");
    assertThat(texts(page, "#data td")).contains("1,234", "567", "89,012", "31", "c0ffee");
    assertThat(texts(page, "#config tr")).contains("backbone.sasrec.layers 2");
    assertThat(texts(page, "#environment tr")).contains("seed 42", "java 17", "processors 2");
    assertThat(page.expectFirst("#commands code").text())
        .isEqualTo(
            "./seqrec train --config "
                + directory
                + "/model/model.conf --out "
                + directory
                + "-again");
  }

  @Test
  void weights_areTold_whereBranchesDiffer() {
    RunFiles mean = new RunFiles(directory, 3, 2, BRANCHES);
    mean.with("ensemble", Map.of("id", 1 / 3.0, "text", 1 / 3.0, "image", 1 / 3.0));
    assertThat(parsed(mean.page()).expectFirst("#headline").text()).doesNotContain("weights");
    RunFiles chosen = new RunFiles(directory, 3, 2, BRANCHES);
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put("id", 0.5);
    weights.put("text", 0.5);
    weights.put("image", 0.0);
    chosen.with("ensemble", weights);
    assertThat(parsed(chosen.page()).expectFirst("#headline").text())
        .contains("So are the branches' weights: id 0.5000, text 0.5000, image 0.0000.");
  }

  @Test
  void page_loadsNothing() {
    String page = new RunFiles(directory, 3, 2, BRANCHES).page();
    assertThat(parsed(page).select("script, link, img, iframe, [src], [href], [onload]")).isEmpty();
    assertThat(page).doesNotContain("http:", "https:", "@import").contains("default-src 'none'");
  }

  @Test
  void figures_inWords() {
    Document page = parsed(new RunFiles(directory, 30, 27, BRANCHES).page());
    for (Element svg : page.select("figure > svg")) {
      assertThat(svg.attr("role")).isEqualTo("img");
      assertThat(svg.attr("aria-labelledby"))
          .isEqualTo(svg.expectFirst("title").id() + " " + svg.expectFirst("desc").id());
      assertThat(svg.expectFirst("title").text()).isNotBlank();
    }
    assertThat(page.expectFirst("figure desc").text())
        .contains("ensemble: 0.01000 at epoch 1, 0.2700 at epoch 27 (kept), 0.3000 at epoch 30.");
  }

  @Test
  void figures_oneCurvePerBranchThroughAllEpochs() {
    Document page = parsed(new RunFiles(directory, 30, 27, BRANCHES).page());
    Element figure = page.expectFirst("figure");
    List<Element> curves = figure.select("polyline[points~=\\S+ \\S+ \\S+]");
    assertThat(curves)
        .extracting(ReportPageTest::stroke)
        .containsExactly(
            Ink.line(0).reference(),
            Ink.line(1).reference(),
            Ink.line(2).reference(),
            Ink.line(3).reference());
    assertThat(curves)
        .allSatisfy(curve -> assertThat(curve.attr("points")).matches("(\\S+ ){29}\\S+"));
    assertThat(texts(page, "figure:first-child .legend li"))
        .containsExactly("ensemble", "id", "text", "image", "kept epoch, 27");
  }

  /** Its own, or that of the group it is in. */
  private static String stroke(Element curve) {
    return requireNonNull(curve.closest("[stroke]")).attr("stroke");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "13, 5", "1500, 1400"})
  void page_ofAnyLength(int epochs, int best) {
    Document page = parsed(new RunFiles(directory, epochs, best, List.of("id")).page());
    assertThat(texts(page, "#epochs tbody tr")).hasSize(epochs);
    assertThat(texts(page, "#test thead th")).containsExactly("ensemble", "popularity");
    assertThat(texts(page, "figcaption")).doesNotContain("Distillation weight");
    assertThat(page.select("figure > svg")).isNotEmpty();
  }

  @Test
  void page_escapesWhatComesFromData() {
    String hostile = "</style></title><script>alert(1)</script><img src=x onerror=y>&\"'";
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("data", Map.of("path", "/shops/" + hostile));
    config.put("backbone", Map.of("type", hostile, hostile, Map.of(hostile, hostile)));
    String text =
        new RunFiles(directory, 2, 1, List.of("id", hostile))
            .with("config", config)
            .with("environment", Map.of(hostile, hostile))
            .with("data", Map.of("hash", hostile, "users", 1, "items", 1, "interactions", 1))
            .page();
    Document page = parsed(text);
    assertThat(page.select("script, img, [onerror]")).isEmpty();
    assertThat(page.select("style")).hasSize(1);
    assertThat(texts(page, "#environment td")).contains(hostile);
    assertThat(texts(page, "#test thead th")).contains(hostile);
    assertThat(page.expectFirst("figure desc").text()).contains(hostile);
  }

  @Test
  void page_withoutIntervals() {
    Map<String, Object> none = Map.of();
    Document page =
        parsed(
            new RunFiles(directory, 2, 1, BRANCHES)
                .with("standardErrors", Map.of("validation", none, "test", none, "baselines", none))
                .page());
    assertThat(texts(page, "#headline .card").get(0)).contains("0.2000", "no interval");
    assertThat(texts(page, "#test tbody td")).contains("0.2000");
  }

  @Test
  void page_withoutFonts() {
    new RunFiles(directory, 2, 1, BRANCHES).page();
    Document page = parsed(ReportPage.of(RunRecord.read(directory), null, "no fonts at all"));
    assertThat(page.select("figure")).isEmpty();
    assertThat(texts(page, "#figures")).singleElement().asString().contains("no fonts at all");
    assertThat(page.expectFirst("details:has(#epochs)").hasAttr("open")).isTrue();
  }
}
