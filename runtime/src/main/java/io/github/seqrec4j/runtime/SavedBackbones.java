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

  /** What they are part of, for messages. */
  static final String PART = "backbone";

  private SavedBackbones() {}

  /**
   * Parameters that are not made yet will be made from the arrays of their names.
   *
   * @throws DataException if the names of the file's backbones are not those of the parameters
   */
  static void apply(Map<String, Parameter> parameters, SafeTensorsFile weights) {
    Set<String> stored = stored(weights, PREFIX);
    Set<String> expected = new TreeSet<>(parameters.keySet());
    if (!stored.equals(expected)) {
      Set<String> both = new TreeSet<>(stored);
      both.retainAll(expected);
      stored.removeAll(both);
      expected.removeAll(both);
      throw misfit(weights, PART, expected, stored);
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

  /** Names of a file's arrays that begin with a prefix, sorted. */
  static Set<String> stored(SafeTensorsFile weights, String prefix) {
    Set<String> stored = new TreeSet<>(weights.shapes().keySet());
    stored.removeIf(name -> !name.startsWith(prefix));
    return stored;
  }

  /** What to tell where a part of the file's weights is not that of the configuration. */
  static DataException misfit(
      SafeTensorsFile weights, String part, Set<String> missing, Set<String> unexpected) {
    return new DataException(
        weights.path()
            + ": damaged: does not fit the "
            + part
            + " of "
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
