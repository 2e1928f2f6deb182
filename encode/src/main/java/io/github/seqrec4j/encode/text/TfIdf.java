package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.DataException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Texts as sparse vectors over the terms of a catalogue: words and pairs of neighbouring words, in
 * lower case, that occur in two texts at least. A term counts 1 + ln(how often it occurs), times
 * its rarity ln((1 + n) / (1 + df)) + 1 for a term in df of n texts; a vector has norm 1.
 */
final class TfIdf {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final int LEAST_TEXTS = 2;

  private final Map<String, Integer> places = new HashMap<>();
  private final double[] rarity;

  /**
   * A sparse vector.
   *
   * @param terms places of its numbers, ascending
   * @param values its numbers
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sparse(int[] terms, double[] values) {}

  private TfIdf(Map<String, Integer> frequencies, List<String> chosen, int texts) {
    rarity = new double[chosen.size()];
    for (String term : chosen) {
      int place = places.size();
      places.put(term, place);
      rarity[place] = Math.log((1.0 + texts) / (1 + frequencies.getOrDefault(term, 0))) + 1;
    }
  }

  /**
   * Over the terms of a catalogue.
   *
   * @param texts blank ones do not count
   * @param most terms at most, those in the most texts
   * @throws DataException if no term occurs in two texts
   */
  static TfIdf of(List<String> texts, int most) {
    Map<String, Integer> frequencies = new HashMap<>();
    int count = 0;
    for (String text : texts) {
      List<String> terms = terms(text);
      count += terms.isEmpty() ? 0 : 1;
      new HashSet<>(terms).forEach(term -> frequencies.merge(term, 1, Integer::sum));
    }
    List<String> chosen =
        frequencies.entrySet().stream()
            .filter(e -> e.getValue() >= LEAST_TEXTS)
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList();
    if (chosen.isEmpty()) {
      throw new DataException(
          "no word occurs in two of "
              + count
              + " texts, so tf-idf-svd has nothing to learn from; choose another"
              + " seqrec4j.encode.text.encoder, or more columns in its template");
    }
    return new TfIdf(frequencies, chosen, count);
  }

  /** Number of terms. */
  int terms() {
    return rarity.length;
  }

  /** A text's vector; empty if it has no known term. */
  Sparse vector(String text) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (String term : terms(text)) {
      Integer place = places.get(term);
      if (place != null) {
        counts.merge(place, 1, Integer::sum);
      }
    }
    int[] terms = new int[counts.size()];
    double[] values = new double[counts.size()];
    double squares = 0;
    int i = 0;
    for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
      terms[i] = count.getKey();
      values[i] = (1 + Math.log(count.getValue())) * rarity[terms[i]];
      squares += values[i] * values[i];
      i++;
    }
    for (i = 0; i < values.length; i++) {
      values[i] /= Math.sqrt(squares);
    }
    return new Sparse(terms, values);
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
}
