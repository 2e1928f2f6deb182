package io.github.seqrec4j.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of the guide, as a browser would get it. */
final class PagesTest {

  private static final Map<String, Document> PAGES = BuiltSite.pages();
  private static final int LEAST_WORDS = 60;

  @Test
  void pages_areMany() {
    assertThat(PAGES).hasSizeGreaterThanOrEqualTo(15).containsKeys("index.html", "start.html");
  }

  @ParameterizedTest
  @MethodSource("names")
  void links_leadSomewhere(String name) {
    List<String> broken = new ArrayList<>();
    for (Element link : page(name).select("a[href]")) {
      String href = link.attr("href");
      if (!href.matches("https?:.*") && !exists(name, href)) {
        broken.add(href);
      }
    }

    assertThat(broken).as("links of %s that lead nowhere", name).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void anchors_areUnique(String name) {
    List<String> ids = page(name).select("[id]").eachAttr("id");

    assertThat(ids).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("names")
  void page_loadsNothingFromElsewhere(String name) {
    assertThat(page(name).select("[src], link[href]").stream())
        .isNotEmpty()
        .allSatisfy(
            element ->
                assertThat(BuiltSite.FOLDER.resolve(element.attr("src") + element.attr("href")))
                    .isRegularFile());
    assertThat(page(name).outerHtml()).doesNotContain("url(", "@import");
  }

  @ParameterizedTest
  @MethodSource("names")
  void pictures_haveATextInTheirPlace(String name) {
    for (Element picture : page(name).select("img")) {
      assertThat(picture.attr("alt")).as(picture.outerHtml()).isNotBlank();
    }
    for (Element picture : page(name).select("svg")) {
      assertThat(picture.attr("role")).isEqualTo("img");
      for (String id : picture.attr("aria-labelledby").split(" ", -1)) {
        assertThat(picture.select("#" + id).text()).as(id).hasSizeGreaterThan(10);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void regions_haveNamesOfTheirOwn(String name) {
    assertThat(page(name).select("[role=region]").eachAttr("aria-label"))
        .hasSameSizeAs(page(name).select("[role=region]"))
        .doesNotHaveDuplicates();
  }

  @Test
  void figures_areThere() {
    assertThat(page("concepts.html").select("svg")).hasSize(2);
    assertThat(page("method.html").select("math[display=block]")).hasSizeGreaterThanOrEqualTo(8);
    assertThat(page("method.html").text()).doesNotContain("\\$");
  }

  @ParameterizedTest
  @MethodSource("names")
  void headings_areInOrder(String name) {
    assertThat(page(name).select("h1")).hasSize(1);
    int before = 1;
    for (Element heading : page(name).select("h2, h3, h4, h5, h6")) {
      int level = Integer.parseInt(heading.tagName().substring(1));
      assertThat(level).as(heading.text()).isLessThanOrEqualTo(before + 1);
      assertThat(heading.text()).isNotBlank();
      before = level;
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void page_hasAPurpose(String name) {
    Document page = page(name);

    assertThat(page.select("meta[name=description]").attr("content")).hasSizeBetween(50, 200);
    assertThat(page.title()).endsWith(" - seqrec4j").hasSizeGreaterThan(12);
    assertThat(page.select("#content").text().split(" ", -1)).hasSizeGreaterThan(LEAST_WORDS);
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
  }

  @ParameterizedTest
  @MethodSource("names")
  void source_isFormattedAndWhole(String name) {
    for (Element block : page(name).select("#content pre")) {
      assertThat(block.select("code")).as("code of block %s", block.text()).hasSize(1);
      String language = block.select("code").attr("data-lang") + block.select("code").attr("class");
      assertThat(language).as("language of block %s", block.text()).isNotBlank();
      assertThat(block.text()).isNotBlank().doesNotContain("tag::", "end::", "include::");
    }
    String text = page(name).select("#content").text();
    assertThat(text)
        .doesNotContain("Unresolved directive", "include::", "ifdef::", "pass:", "{generated}");
    assertThat(text).as("markup that was not converted").doesNotContain("<<", "[source", "|===");
  }

  @ParameterizedTest
  @MethodSource("names")
  void page_isReachedFromTheNavigation(String name) {
    for (Document page : PAGES.values()) {
      assertThat(page.select("#navigation a[href=" + name + "]")).hasSize(1);
    }
    assertThat(page(name).select("#navigation a[aria-current=page]").eachAttr("href"))
        .containsExactly(name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void controls_haveNames(String name) {
    for (Element control : page(name).select("button, input, nav, [role=region], a")) {
      String named = control.text() + control.attr("aria-label");
      assertThat(named).as(control.outerHtml()).isNotBlank();
    }
  }

  @Test
  void search_knowsEveryPage() throws java.io.IOException {
    String index = Files.readString(BuiltSite.FOLDER.resolve("search-index.js"));

    assertThat(index).startsWith("window.searchEntries = [");
    assertThat(PAGES.keySet())
        .allSatisfy(name -> assertThat(index).contains("\"url\":\"" + name + "\""));
  }

  @Test
  void components_areAllThere() {
    String text = page("components.html").text();
    Set<String> types = new TreeSet<>();
    for (var component :
        io.github.seqrec4j.api.config.ComponentDescription.all(
            io.github.seqrec4j.training.RunSpec.class)) {
      types.add(component.type());
      assertThat(text).contains(component.implementation());
      component.options().forEach(o -> assertThat(text).contains(o.key(), o.description()));
    }
    assertThat(types).contains("sasrec", "id-aware-transformer", "online");
  }

  private static boolean exists(String from, String href) {
    URI target = URI.create(from).resolve(href);
    if (target.getPath().isEmpty()) {
      target = URI.create(from + href);
    }
    String file = target.getPath();
    if (!PAGES.containsKey(file)) {
      return Files.isRegularFile(BuiltSite.FOLDER.resolve(file));
    }
    String anchor = target.getFragment();
    return anchor == null || anchor.isEmpty() || page(file).getElementById(anchor) != null;
  }

  private static Document page(String name) {
    return Objects.requireNonNull(PAGES.get(name), name);
  }

  static Stream<String> names() {
    return PAGES.keySet().stream();
  }
}
