package io.github.seqrec4j.runtime;

import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lets parameters start from a file instead of random numbers. */
final class SavedBackbones {

  /** What the names of backbones' arrays begin with. */
  static final String PREFIX = "backbone.";

  private SavedBackbones() {}

  /**
   * Parameters that are not made yet will be made from the arrays of their names.
   *
   * @throws DataException if the names of the file's backbones are not those of the parameters
   */
  static void apply(Map<String, Parameter> parameters, SafeTensorsFile weights) {
    Set<String> stored = stored(weights);
    Set<String> expected = new TreeSet<>(parameters.keySet());
    if (!stored.equals(expected)) {
      Set<String> both = new TreeSet<>(stored);
      both.retainAll(expected);
      stored.removeAll(both);
      expected.removeAll(both);
      throw misfit(weights, expected, stored);
    }
    parameters.forEach(
        (name, parameter) ->
            parameter.setInitializer(
                (manager, shape, type) -> {
                  try {
                    return weights.read(manager, name, shape);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }

  /** Names of a file's backbones' arrays, sorted. */
  static Set<String> stored(SafeTensorsFile weights) {
    Set<String> stored = new TreeSet<>(weights.shapes().keySet());
    stored.removeIf(name -> !name.startsWith(PREFIX));
    return stored;
  }

  /** What to tell where the file's backbones are not those of the configuration. */
  static DataException misfit(
      SafeTensorsFile weights, Set<String> missing, Set<String> unexpected) {
    return new DataException(
        weights.path()
            + ": damaged: does not fit the backbone of "
            + ModelBundle.CONFIG
            + ": missing are "
            + first(missing)
            + ", unexpected are "
            + first(unexpected)
            + "; restore both from a copy or train again");
  }

  private static String first(Set<String> names) {
    int shown = 3;
    String some = String.join(", ", names.stream().limit(shown).toList());
    return names.isEmpty() ? "none" : some + (names.size() > shown ? " and more" : "");
  }
}
