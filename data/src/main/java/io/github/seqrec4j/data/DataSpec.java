package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.data.ingest.IngestSettings;
import io.github.seqrec4j.data.ingest.IngestSpec;
import io.github.seqrec4j.data.ingest.NumberColumn;
import io.github.seqrec4j.data.ingest.RejectSpec;
import io.github.seqrec4j.data.ingest.Time;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the data is, how it is read, cleaned and split.
 *
 * @param path dataset directory; null where the caller gives it otherwise
 * @param minimumInteractions users with fewer interactions are dropped (and counted), at least 3,
 *     as leave one out needs three
 * @param userColumn column of the interactions file with the user
 * @param itemColumn column with the item, in both files
 * @param timestampColumn column with the time, numbers or dates; a file may lack the default,
 *     {@code timestamp}, and then its order is the time
 * @param timestampFormat pattern of its dates, of {@link java.time.format.DateTimeFormatter}, in
 *     UTC where they name no offset; null for numbers and dates of ISO 8601
 * @param timeUnit what its numbers count since 1970, for models that read times; the order does not
 *     depend on it
 * @param categoryColumn column of the interactions file with the category of each, such as the kind
 *     of event; null for none
 * @param valueColumn column of the interactions file with a number for each, such as a rating or a
 *     weight, or nothing; null for none
 * @param targets which interactions are to be predicted, in training and evaluation alike
 * @param coldItems items that are held out of training entirely
 * @param titleColumn column of the items file shown to people; a file may lack the default, {@code
 *     title}, and then identifiers are shown
 * @param filter which other interactions are kept
 * @param reject which lines may be unusable
 * @param ingest what reading may use
 * @param split what trains, what validates, what tests
 */
@Built
public record DataSpec(
    @Option("dataset directory") @Nullable Path path,
    @Option("users with fewer interactions are dropped, at least 3") int minimumInteractions,
    @Option("column of the interactions file that holds the user") String userColumn,
    @Option("column that holds the item, in both files") String itemColumn,
    @Option(
            "column that holds the time, numbers or dates; without it the order of the file is the time")
        String timestampColumn,
    @Option("how its dates are written, as in dd.MM.yyyy HH:mm; by default ISO 8601, or numbers")
        @Nullable String timestampFormat,
    @Option("what its numbers count since 1970, for models that read times") Time.Unit timeUnit,
    @Option("column that holds the category of each interaction, such as the kind of event")
        @Nullable String categoryColumn,
    @Option("column that holds a number for each interaction, or nothing, such as a rating")
        @Nullable String valueColumn,
    @Option("which interactions are to be predicted, in training and evaluation alike")
        TargetSpec targets,
    @Option("items that are held out of training entirely") ColdSpec coldItems,
    @Option("column of the items file that people see") String titleColumn,
    @Option("which other interactions are kept") FilterSpec filter,
    @Option("which lines of the interactions file may be unusable") RejectSpec reject,
    @Option("what reading may use; without influence on the result") IngestSpec ingest,
    @Option("what trains, what validates, what tests") SplitMethod split) {

  /** Leave one out needs a training, a validation and a test item. */
  private static final int LEAST = 3;

  /** A column of this name may be missing; one that the user named may not. */
  static final String TITLE = "title";

  /**
   * No path, users with at least 5 interactions, columns user, item, timestamp and title,
   * everything kept of these users, nothing unusable, leave one out.
   */
  public DataSpec() {
    this(
        null,
        5,
        "user",
        "item",
        IngestSettings.TIMESTAMP,
        null,
        Time.Unit.SECONDS,
        null,
        null,
        new TargetSpec(),
        new ColdSpec(),
        TITLE,
        new FilterSpec(),
        new RejectSpec(),
        new IngestSpec(),
        new LeaveOneOut());
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the minimum is below 3, or above the maximum of the filter,
   *     or the format is no pattern, or targets need a column that is not named
   */
  @Internal
  public DataSpec {
    IngestSettings.checkFormat(timestampFormat);
    Arguments.atLeast("minimumInteractions", minimumInteractions, LEAST);
    checkColumn(!targets.categories().isEmpty(), "categories", "categoryColumn", categoryColumn);
    checkColumn(targets.minimumValue() != null, "minimum-value", "valueColumn", valueColumn);
    checkColumn(
        targets.weights() == TargetSpec.Weights.VALUE,
        "weights = value",
        "valueColumn",
        valueColumn);
    int maximum = filter.maximumLength();
    if (maximum > 0 && maximum < minimumInteractions) {
      throw new IllegalArgumentException(
          "minimumInteractions must not be above filter.maximum-length: "
              + minimumInteractions
              + ", "
              + maximum);
    }
  }

  private static void checkColumn(
      boolean needed, String what, String option, @Nullable String column) {
    if (needed && column == null) {
      throw new IllegalArgumentException(
          option + " must name a column, as targets." + what + " reads it");
    }
  }

  /** A builder that starts from the defaults. */
  public static DataSpecBuilder builder() {
    return new DataSpecBuilder();
  }

  /** A builder that starts from this. */
  public DataSpecBuilder toBuilder() {
    return new DataSpecBuilder(this);
  }

  /** The same for another directory. */
  public DataSpec withPath(Path directory) {
    return toBuilder().path(directory).build();
  }

  private NumberColumn.Range range() {
    return targets.weights() == TargetSpec.Weights.VALUE
        ? NumberColumn.Range.WEIGHT
        : NumberColumn.Range.ANY;
  }

  /** What reading needs to know. */
  @Internal
  public IngestSettings ingestSettings() {
    return new IngestSettings(
        userColumn,
        itemColumn,
        timestampColumn,
        timestampFormat,
        categoryColumn,
        valueColumn == null ? null : new NumberColumn(valueColumn, range()),
        minimumInteractions,
        filter,
        reject,
        ingest);
  }
}
