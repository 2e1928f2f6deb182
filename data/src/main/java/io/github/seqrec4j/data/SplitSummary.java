package io.github.seqrec4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a split came to, and what it may leak.
 *
 * @param type of the method
 * @param trainingUsers users with at least two training interactions, an input and a target
 * @param trainingInteractions interactions before validation
 * @param validationTargets rankings of a validation
 * @param testTargets rankings of a test
 * @param usersNotValidated users with nothing to validate, or nothing before it
 * @param usersNotTested users with nothing to test, or nothing before it
 * @param repeatedAcrossParts held-out interactions that an earlier part has as well: the same user,
 *     item and time
 * @param trainingAfterTest training interactions that happened after the earliest test target
 * @param order what the interactions of a user are ordered by
 */
public record SplitSummary(
    String type,
    int trainingUsers,
    long trainingInteractions,
    int validationTargets,
    int testTargets,
    int usersNotValidated,
    int usersNotTested,
    long repeatedAcrossParts,
    long trainingAfterTest,
    Order order) {

  /** What the interactions of a user are ordered by. */
  public enum Order {
    TIME,
    /** The file, as it has no times. */
    FILE
  }

  /** What a reader of the results should know, a sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (order == Order.FILE) {
      warnings.add(
          "the interactions have no times: their order in the file is taken for the order of time;"
              + " seqrec4j.data.timestamp-column names a column with times");
    }
    if (repeatedAcrossParts > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d held-out interactions are also in an earlier part (same user, item and time):"
                  + " the data may hold duplicates; seqrec4j.data.filter.repeats can drop them",
              repeatedAcrossParts));
    }
    if (trainingAfterTest > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d training interactions happened after the earliest test target%s",
              trainingAfterTest,
              trainingInteractions,
              type.equals(new LeaveOneOut().type()) || type.equals(new RatioSplit().type())
                  ? ", as users are split one by one; seqrec4j.data.split.type = temporal avoids it"
                  : ""));
    }
    return warnings;
  }

  /** One line for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d training interactions, %,d validation and %,d test targets%s",
        type,
        trainingInteractions,
        validationTargets,
        testTargets,
        usersNotTested + usersNotValidated == 0
            ? ""
            : String.format(
                Locale.ROOT, " (%,d and %,d users have none)", usersNotValidated, usersNotTested));
  }
}
