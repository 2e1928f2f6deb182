package io.github.seqrec4j.data.encode;

import io.github.seqrec4j.api.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Words and pairs of neighbouring words, in lower case, each hashed to one of F places with a sign.
 * A term counts as often as it occurs, times its rarity in the catalogue, ln((1 + n) / (1 + df)) +
 * 1 for a term in df of n texts; a row is scaled to norm 1.
 */
final class HashedTfIdfText implements ContentEncoder<String> {

  /** F unless told otherwise. */
  static final int DEFAULT_WIDTH = 256;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private final int width;
  private final int texts;
  private final Map<String, Integer> frequencies = new HashMap<>();

  /**
   * Counts the terms of a catalogue.
   *
   * @param catalogue all texts; blank ones do not count
   * @param width F, at least 1
   */
  HashedTfIdfText(List<String> catalogue, int width) {
    this.width = Arguments.atLeast("width", width, 1);
    int count = 0;
    for (String text : catalogue) {
      List<String> terms = terms(text);
      if (!terms.isEmpty()) {
        count++;
      }
      new HashSet<>(terms).forEach(term -> frequencies.merge(term, 1, Integer::sum));
    }
    texts = count;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public float[] encode(String text) {
    float[] row = new float[width];
    for (String term : terms(text)) {
      int hash = hash(term);
      double rarity = Math.log((1.0 + texts) / (1 + frequencies.getOrDefault(term, 0))) + 1;
      row[(hash >>> 1) % width] += (float) ((hash & 1) == 0 ? rarity : -rarity);
    }
    Vectors.normalise(row, 0, width, 1);
    return row;
  }

  private static List<String> terms(String text) {
    List<String> terms = new ArrayList<>();
    String previous = "";
    for (String word : BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1)) {
      if (word.isEmpty()) {
        continue;
      }
      terms.add(word);
      if (!previous.isEmpty()) {
        terms.add(previous + " " + word);
      }
      previous = word;
    }
    return terms;
  }

  /** FNV-1a over UTF-8, mixed once more so that all bits depend on all characters. */
  private static int hash(String term) {
    int hash = 0x811c9dc5;
    for (byte b : term.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x01000193;
    }
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }
}
