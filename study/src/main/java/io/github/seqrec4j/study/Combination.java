package io.github.seqrec4j.study;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One variant of each axis.
 *
 * @param labels name of the variant by the name of its axis, in the order of the axes
 * @param settings what they set together
 */
record Combination(Map<String, String> labels, Settings settings) {

  /** All of these axes, the last one varying fastest. */
  static List<Combination> all(List<AxisSpec> axes, List<String> problems) {
    List<Combination> all = List.of(new Combination(Map.of(), Settings.NONE));
    for (AxisSpec axis : axes) {
      List<Combination> longer = new ArrayList<>();
      for (Combination each : all) {
        for (VariantSpec variant : axis.variants()) {
          longer.add(each.with(axis.name(), variant, problems));
        }
      }
      all = longer;
    }
    return all;
  }

  private Combination with(String axis, VariantSpec variant, List<String> problems) {
    Map<String, String> longer = new LinkedHashMap<>(labels);
    longer.put(axis, variant.name());
    Map<String, String> before = settings.flat();
    Map<String, String> added = variant.set().flat();
    added.forEach(
        (key, value) -> {
          String other = before.get(key);
          if (other != null && !other.equals(value)) {
            problem(
                problems,
                variant.set().place(key)
                    + ": '"
                    + variant.name()
                    + "' of the axis '"
                    + axis
                    + "' sets "
                    + key
                    + " = "
                    + value
                    + ", another axis sets it to "
                    + other
                    + "; one of these axes may set it");
          }
        });
    return new Combination(longer, settings.with(variant.set()));
  }

  /** This one, and of others each of the axes of a comparison, which say the last word. */
  List<Combination> with(Settings common, List<Combination> others) {
    List<Combination> all = new ArrayList<>();
    for (Combination other : others) {
      Map<String, String> longer = new LinkedHashMap<>(labels);
      longer.putAll(other.labels);
      all.add(new Combination(longer, settings.with(common).with(other.settings)));
    }
    return all;
  }

  /** Whether all that an exclusion names holds here. */
  boolean matches(Settings exclusion) {
    return exclusion.choices().entrySet().stream()
        .allMatch(choice -> choice.getValue().contains(labels.getOrDefault(choice.getKey(), "")));
  }

  /** The labels of the one to compare with. */
  Map<String, String> labelsOfBaseline(Settings baseline) {
    Map<String, String> others = new LinkedHashMap<>(labels);
    baseline.choices().forEach((axis, variants) -> others.put(axis, variants.get(0)));
    return others;
  }

  /**
   * That what names axes and variants names those that there are.
   *
   * @param what it is, for messages
   * @param most variants of an axis that it may name
   */
  static void check(
      String what, Settings names, int most, List<AxisSpec> axes, List<String> problems) {
    Map<String, AxisSpec> known = new TreeMap<>();
    axes.forEach(axis -> known.put(axis.name(), axis));
    names
        .choices()
        .forEach(
            (axis, variants) -> {
              String place = names.place() + ": " + what;
              AxisSpec named = known.get(axis);
              if (named == null) {
                problem(
                    problems,
                    place
                        + ": no axis '"
                        + axis
                        + "'"
                        + io.github.seqrec4j.api.Names.suggestion(axis, known.keySet()));
                return;
              }
              if (variants.isEmpty() || variants.size() > most) {
                problem(problems, place + ": '" + axis + "' must name one variant: " + variants);
              }
              for (String variant : variants) {
                try {
                  named.variant(variant);
                } catch (IllegalArgumentException e) {
                  problem(problems, place + ": " + e.getMessage());
                }
              }
            });
  }

  /** Notes a problem once. */
  static void problem(List<String> problems, String message) {
    if (!problems.contains(message)) {
      problems.add(message);
    }
  }

  /** Notes each of a configuration's problems once. */
  static void problems(List<String> problems, ConfigException refused) {
    refused.problems().forEach(message -> problem(problems, message));
  }

  /** As in {@code backbone gru4rec, fusion late}. */
  @Override
  public String toString() {
    return words(labels);
  }

  static String words(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + " " + label.getValue())
        .reduce((left, right) -> left + ", " + right)
        .orElse("as the file stands");
  }
}
