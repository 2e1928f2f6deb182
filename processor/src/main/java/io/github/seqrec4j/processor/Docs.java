package io.github.seqrec4j.processor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the Javadoc of a record says of its components. */
final class Docs {

  private static final Pattern BLOCK = Pattern.compile("(?m)^ *@");
  private static final Pattern PARAM = Pattern.compile("(?s)param\\s+(\\w+)\\s+(.*)");
  private static final Pattern LINK =
      Pattern.compile("\\{@(?:link|linkplain|value)\\s+([^\\s}]+)(?:\\s+([^}]*))?}");

  private final Map<String, String> params = new HashMap<>();

  /**
   * @param comment the record's Javadoc without its stars, null if it has none
   */
  Docs(@Nullable String comment) {
    if (comment != null) {
      for (String block : BLOCK.split(comment, -1)) {
        Matcher param = PARAM.matcher(block);
        if (param.matches() && !param.group(2).isBlank()) {
          params.put(param.group(1), param.group(2));
        }
      }
    }
  }

  /** One sentence on a component; {@code otherwise} where the Javadoc has none. */
  String of(String component, String otherwise) {
    String text = params.getOrDefault(component, escaped(otherwise));
    text = text.strip().replaceAll("\\s+", " ");
    text = LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(shown(link)));
    if (text.isEmpty()) {
      return text;
    }
    return text.substring(0, 1).toUpperCase(Locale.ROOT)
        + text.substring(1)
        + (text.endsWith(".") ? "" : ".");
  }

  /** A link's label or target as code: the builder has not the record's imports. */
  private static String shown(MatchResult link) {
    String label = link.group(2);
    return label != null
        ? label
        : "{@code " + link.group(1).replaceFirst("^#", "").replace('#', '.') + "}";
  }

  private static String escaped(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("{", "&#123;")
        .replace("}", "&#125;");
  }
}
