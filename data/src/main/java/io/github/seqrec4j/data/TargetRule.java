package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.ingest.Interactions;
import java.nio.file.Path;
import java.util.List;

/** The {@link TargetSpec} of a dataset, applied to its interactions. */
final class TargetRule {

  private final TargetSpec spec;
  private final Interactions interactions;
  private final boolean[] wanted; // by category, 0 = none

  /**
   * The rule.
   *
   * @throws DataException if it names a category that no interaction has
   */
  TargetRule(Path directory, TargetSpec spec, Interactions interactions) {
    this.spec = spec;
    this.interactions = interactions;
    List<String> known = interactions.categories();
    wanted = new boolean[known.size() + 1];
    for (String category : spec.categories()) {
      int index = known.indexOf(category) + 1;
      if (index == 0) {
        throw new DataException(
            directory
                + ": seqrec4j.data.targets.categories names '"
                + category
                + "', which no interaction has; they have "
                + known);
      }
      wanted[index] = true;
    }
  }

  /** Whether all interactions are targets alike. */
  boolean isEverything() {
    return spec.isEverything();
  }

  /**
   * What an interaction counts for as a target; 0 if it is none.
   *
   * @param position among all interactions
   */
  float weight(long position) {
    if (spec.isEverything()) {
      return 1;
    }
    if (!spec.categories().isEmpty() && !wanted[interactions.category(position)]) {
      return 0;
    }
    if (!spec.readsValues()) {
      return 1;
    }
    double value = interactions.value(position);
    Double minimum = spec.minimumValue();
    if (Double.isNaN(value) || (minimum != null && value < minimum)) {
      return 0;
    }
    return spec.weights() == TargetSpec.Weights.VALUE ? (float) value : 1;
  }
}
