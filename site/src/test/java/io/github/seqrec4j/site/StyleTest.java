package io.github.seqrec4j.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours can be told apart, in both themes. */
final class StyleTest {

  /** Of text, by WCAG 2.2, 1.4.3. */
  private static final double LEAST_CONTRAST = 4.5;

  /** Of lines that carry meaning, by 1.4.11. */
  private static final double LEAST_CONTRAST_OF_LINES = 3;

  private final String style = read();
  private final List<Map<String, String>> themes = themes();

  @Test
  void darkTheme_isTheSameByChoiceAndBySystem() {
    assertThat(themes).hasSize(3);
    assertThat(themes.get(1)).isEqualTo(themes.get(2));
    assertThat(themes.get(0).keySet()).isEqualTo(themes.get(1).keySet());
    assertThat(themes.get(0)).isNotEqualTo(themes.get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "text, page",
    "text, panel",
    "text, note",
    "text, figure-id",
    "text, figure-text",
    "text, figure-image",
    "muted, page",
    "muted, panel",
    "link, page",
    "link, panel",
    "link, note",
    "code-text, code",
    "keyword, code",
    "string, code",
    "comment, code",
    "number, code",
    "type, code"
  })
  void text_isReadable(String colour, String background) {
    for (Map<String, String> theme : themes) {
      assertThat(contrast(theme, colour, background))
          .as("%s on %s in %s", colour, background, theme)
          .isGreaterThanOrEqualTo(LEAST_CONTRAST);
    }
  }

  /** Small words inside the figures' boxes. */
  @ParameterizedTest
  @CsvSource({"figure-id", "figure-text", "figure-image", "panel"})
  void smallWordsOfFigures_areReadable(String background) {
    for (Map<String, String> theme : themes) {
      assertThat(contrast(theme, "figure-words", background))
          .as("%s in %s", background, theme)
          .isGreaterThanOrEqualTo(LEAST_CONTRAST);
    }
  }

  @ParameterizedTest
  @CsvSource({"figure-line, page", "figure-teach, page", "note-line, page", "muted, page"})
  void lines_areSeen(String colour, String background) {
    for (Map<String, String> theme : themes) {
      assertThat(contrast(theme, colour, background))
          .isGreaterThanOrEqualTo(LEAST_CONTRAST_OF_LINES);
    }
  }

  @Test
  void colours_areNamedAndUsed() {
    String rules = style.substring(style.indexOf("box-sizing"));

    assertThat(Pattern.compile("#[0-9a-fA-F]{3,8}\\b").matcher(rules).find())
        .as("a colour outside the variables, which no test would see")
        .isFalse();
    assertThat(themes.get(0).keySet())
        .allSatisfy(name -> assertThat(rules).contains("var(--" + name + ")"));
  }

  @Test
  void focus_isShown() {
    assertThat(style).contains(":focus-visible { outline: 3px solid var(--link)");
  }

  private List<Map<String, String>> themes() {
    Matcher block = Pattern.compile(":root[^{]*\\{([^}]*--page[^}]*)}").matcher(style);
    return block.results().map(b -> colours(b.group(1))).toList();
  }

  private static Map<String, String> colours(String block) {
    Map<String, String> colours = new HashMap<>();
    Matcher colour = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});").matcher(block);
    while (colour.find()) {
      colours.put(colour.group(1), colour.group(2));
    }
    return colours;
  }

  private static double contrast(Map<String, String> theme, String one, String other) {
    assertThat(theme).containsKeys(one, other);
    double a = luminance(String.valueOf(theme.get(one)));
    double b = luminance(String.valueOf(theme.get(other)));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** Relative luminance of sRGB, by WCAG. */
  private static double luminance(String hex) {
    return 0.2126 * linear(hex, 1) + 0.7152 * linear(hex, 3) + 0.0722 * linear(hex, 5);
  }

  private static double linear(String hex, int at) {
    double channel = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  private static String read() {
    try {
      return Files.readString(BuiltSite.FOLDER.resolve("site.css"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
