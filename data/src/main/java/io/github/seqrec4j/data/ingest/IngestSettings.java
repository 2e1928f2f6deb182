package io.github.seqrec4j.data.ingest;

/**
 * How interactions are read and cleaned.
 *
 * @param userColumn column with the user
 * @param itemColumn column with the item
 * @param timestampColumn column with the time; a file may lack {@value #TIMESTAMP}, and its order
 *     is the time then
 * @param minimumPerUser users with fewer interactions are dropped
 * @param filter what else is kept
 * @param reject what may be unusable
 * @param resources what reading may use, without influence on the result
 */
public record IngestSettings(
    String userColumn,
    String itemColumn,
    String timestampColumn,
    int minimumPerUser,
    FilterSpec filter,
    RejectSpec reject,
    IngestSpec resources) {

  /** A column of this name may be missing; one that the user named may not. */
  public static final String TIMESTAMP = "timestamp";

  /** All that changes the result, as text. */
  String key() {
    return String.join(
        "\n",
        userColumn,
        itemColumn,
        timestampColumn,
        String.valueOf(minimumPerUser),
        filter.toString(),
        reject.toString());
  }
}
