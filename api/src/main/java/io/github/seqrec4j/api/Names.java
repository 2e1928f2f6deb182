package io.github.seqrec4j.api;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Names as configurations write them, and help with those that are wrong. */
public final class Names {

  private Names() {}

  /** {@code camelCase} or {@code CONSTANT_CASE} as {@code kebab-case}. */
  public static String kebab(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT))
        ? name.toLowerCase(Locale.ROOT).replace('_', '-')
        : name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** What to append to "unknown 'x'": the nearest known name, if one is near, and all of them. */
  public static String suggestion(String name, Collection<String> known) {
    if (known.isEmpty()) {
      return "; there are none";
    }
    return nearest(name, known)
            .map(near -> "; did you mean '" + near + "'? known: ")
            .orElse("; known: ")
        + String.join(", ", known);
  }

  /** The known name within a third of the name's length in edits, if any. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String best = null;
    int least = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Edits between two names, a swap of neighbours counting once (Damerau, restricted). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
