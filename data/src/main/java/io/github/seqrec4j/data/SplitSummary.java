package io.github.seqrec4j.data;

import io.github.seqrec4j.api.EvaluationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a split came to, and what it may leak.
 *
 * @param type of the method
 * @param trainingUsers users with at least two training interactions, an input and a target
 * @param trainingInteractions interactions before validation
 * @param windowInteractions those of them that train: of each of these users the newest, one more
 *     than the maximum length, or all with {@code training.window-stride}
 * @param validationTargets rankings of a validation
 * @param testTargets rankings of a test
 * @param testUsers users of them
 * @param usersNotValidated users with nothing to validate, or nothing before it
 * @param usersNotTested users with nothing to test, or nothing before it
 * @param repeatedAcrossParts held-out interactions that an earlier part has as well: the same user,
 *     item and time
 * @param trainingAfterTest training interactions that happened after the earliest test target
 * @param order what the interactions of a user are ordered by
 * @param validationDifficult targets of a validation that are hard or impossible to find
 * @param testDifficult likewise of a test
 * @param targets which interactions are to be predicted; null where all are alike
 * @param tiedAtBorders users with interactions of one time on both sides of a bound, so that the
 *     order of the file says which of them trains
 * @param hash SHA-256 of which interactions are in which part and in what order, those of one time
 *     included; null in a run that was written without it
 */
public record SplitSummary(
    String type,
    int trainingUsers,
    long trainingInteractions,
    long windowInteractions,
    int validationTargets,
    int testTargets,
    int testUsers,
    int usersNotValidated,
    int usersNotTested,
    long repeatedAcrossParts,
    long trainingAfterTest,
    Order order,
    Difficult validationDifficult,
    Difficult testDifficult,
    @Nullable TargetCounts targets,
    long tiedAtBorders,
    @Nullable String hash) {

  /**
   * Which interactions are to be predicted.
   *
   * @param rule in words
   * @param targets number of them
   * @param interactions number of all
   * @param training number of those that are predicted in windows, at least once
   */
  public record TargetCounts(String rule, long targets, long interactions, long training) {

    /** One line for people. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: %,d of %,d interactions, of which %,d train; the others are context",
          rule,
          targets,
          interactions,
          training);
    }
  }

  /**
   * Targets that are hard or impossible to find.
   *
   * @param seen targets that their users' histories hold already; where seen items are removed
   *     before ranking nothing finds them
   * @param untrained targets whose item no training interaction has; identifiers alone do not find
   *     them
   */
  public record Difficult(int seen, int untrained) {

    private static final Difficult UNKNOWN = new Difficult(0, 0);
  }

  /** Takes difficult targets as none where a run was written without them. */
  public SplitSummary {
    validationDifficult = Objects.requireNonNullElse(validationDifficult, Difficult.UNKNOWN);
    testDifficult = Objects.requireNonNullElse(testDifficult, Difficult.UNKNOWN);
  }

  /** What the interactions of a user are ordered by. */
  public enum Order {
    TIME,
    /** The file, as it has no times. */
    FILE
  }

  /**
   * What a reader of the results should know, a sentence each.
   *
   * @param evaluation how the targets are ranked
   */
  public List<String> warnings(EvaluationSpec evaluation) {
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
    if (evaluation.filterSeen() && validationDifficult.seen + testDifficult.seen > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d validation and %,d of %,d test targets are items that the user's history"
                  + " holds already: they are removed as seen, so that nothing can find them;"
                  + " seqrec4j.evaluation.filter-seen = false ranks them,"
                  + " seqrec4j.data.filter.repeats = drop leaves repeats out",
              validationDifficult.seen,
              validationTargets,
              testDifficult.seen,
              testTargets));
    }
    if (validationDifficult.untrained + testDifficult.untrained > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d validation and %,d of %,d test targets are items without any training"
                  + " interaction: identifiers alone cannot find them",
              validationDifficult.untrained,
              validationTargets,
              testDifficult.untrained,
              testTargets));
    }
    if (testTargets > testUsers && testUsers > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "metrics are means over the %,d test targets of %,d users, those named user-... means"
                  + " over the users of each user's mean; standard errors are clustered by user",
              testTargets,
              testUsers));
    }
    if (tiedAtBorders > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "ties: %,d users have interactions of one time on both sides of a bound of the split; the"
                  + " order of the file says which of them trains",
              tiedAtBorders));
    }
    return warnings;
  }

  /** One line for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d training interactions, of which %,d in windows train, %,d validation and %,d test targets%s",
        type,
        trainingInteractions,
        windowInteractions,
        validationTargets,
        testTargets,
        usersNotTested + usersNotValidated == 0
            ? ""
            : String.format(
                Locale.ROOT, " (%,d and %,d users have none)", usersNotValidated, usersNotTested));
  }
}
