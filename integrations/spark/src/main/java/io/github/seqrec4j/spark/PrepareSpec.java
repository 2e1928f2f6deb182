package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.data.DataSpec;
import org.jspecify.annotations.Nullable;

/**
 * How a log is prepared.
 *
 * <p>Rows of a Spark frame have no order of their own, and a log's order decides what interactions
 * of one time, users and items come first. So a column says it where it matters: the offset of a
 * message queue, the number of a line. Without one a log is in the order of time, user, item,
 * category and value, and a catalogue in the order of its identifiers, whatever the partitions.
 *
 * @param data columns, filters and what may be unusable, as of one machine; its path, {@code
 *     ingest} and {@code split} are not used
 * @param orderColumn column of the interactions by which they are in order, without nulls; null for
 *     none. A log without times must have one
 * @param itemOrderColumn column of the items by which they are in order, without nulls; null for
 *     none
 */
@Built
public record PrepareSpec(
    @Option("columns, filters and what may be unusable, as of one machine") DataSpec data,
    @Option("column of the interactions by which they are in order") @Nullable String orderColumn,
    @Option("column of the items by which they are in order") @Nullable String itemOrderColumn) {

  /** The defaults of {@link DataSpec}, no columns of order. */
  public PrepareSpec() {
    this(new DataSpec(), null, null);
  }

  /** Takes anything: columns are looked for in the frames. */
  @Internal
  public PrepareSpec {}

  /** A builder that starts from the defaults. */
  public static PrepareSpecBuilder builder() {
    return new PrepareSpecBuilder();
  }

  /** A builder that starts from this. */
  public PrepareSpecBuilder toBuilder() {
    return new PrepareSpecBuilder(this);
  }
}
