package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Internal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interactions by user, each user's in the order of time; those of user u are at {@code
 * start(u)..start(u+1)}.
 */
@Internal
public interface Interactions extends AutoCloseable {

  /** Number of users. */
  int users();

  /** Where a user's interactions begin; for the number of users, the number of interactions. */
  long start(int user);

  /** Item in 1..N. */
  int item(long position);

  /**
   * Time in 10^-{@link #timeDecimals} of the unit of the file, of seconds where that has dates; its
   * place in the file where that has no times.
   */
  long time(long position);

  /** How many decimals of a time its number has, 0 to 9. */
  int timeDecimals();

  /** What times are written as, or null where the file has none. */
  Time.@Nullable Kind timeKind();

  /** Category in 1..C; 0 where none are read. */
  int category(long position);

  /** Names of the categories 1..C in the order of their first appearance; empty where none are. */
  List<String> categories();

  /** Value, as the file writes it; NaN where there is none. */
  double value(long position);

  /** Items from a position on, {@code count} of them, to {@code target[offset..]}. */
  default void items(long position, int count, int[] target, int offset) {
    for (int p = 0; p < count; p++) {
      target[offset + p] = item(position + p);
    }
  }

  /** Identifier of a user. */
  String userId(int user);

  @Override
  void close();
}
