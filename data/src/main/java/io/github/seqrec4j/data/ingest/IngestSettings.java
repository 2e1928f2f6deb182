package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Internal;
import org.jspecify.annotations.Nullable;

/**
 * How interactions are read and cleaned.
 *
 * @param userColumn column with the user
 * @param itemColumn column with the item
 * @param timestampColumn column with the time; a file may lack {@value #TIMESTAMP}, and its order
 *     is the time then
 * @param timestampFormat pattern of dates; null for numbers and dates of ISO 8601
 * @param categoryColumn column with the category; null for none
 * @param valueColumn column with the value; null for none
 * @param minimumPerUser users with fewer interactions are dropped
 * @param filter what else is kept
 * @param reject what may be unusable
 * @param resources what reading may use, without influence on the result
 */
@Internal
public record IngestSettings(
    String userColumn,
    String itemColumn,
    String timestampColumn,
    @Nullable String timestampFormat,
    @Nullable String categoryColumn,
    @Nullable NumberColumn valueColumn,
    int minimumPerUser,
    FilterSpec filter,
    RejectSpec reject,
    IngestSpec resources) {

  /** A column of this name may be missing; one that the user named may not. */
  public static final String TIMESTAMP = "timestamp";

  /**
   * That a format is one.
   *
   * @throws IllegalArgumentException if it is no pattern of dates
   */
  public static void checkFormat(@Nullable String timestampFormat) {
    try {
      TimeText.of(timestampFormat);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "timestampFormat must be a pattern of dates, such as dd.MM.yyyy HH:mm: '"
              + timestampFormat
              + "': "
              + e.getMessage(),
          e);
    }
  }

  /** The same without values, for readers of events that take none. */
  public IngestSettings withoutValue() {
    return new IngestSettings(
        userColumn,
        itemColumn,
        timestampColumn,
        timestampFormat,
        categoryColumn,
        null,
        minimumPerUser,
        filter,
        reject,
        resources);
  }

  /** All that changes the result, as text. */
  String key() {
    return String.join(
            "\n",
            userColumn,
            itemColumn,
            timestampColumn,
            String.valueOf(minimumPerUser),
            filter.toString(),
            reject.toString())
        + (timestampFormat == null ? "" : "\ntimestamp format " + timestampFormat)
        + (categoryColumn == null ? "" : "\ncategory " + categoryColumn)
        + (valueColumn == null ? "" : "\nvalue " + valueColumn.key());
  }
}
