package io.github.seqrec4j.data.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Interactions by user, each user's in the order of time; those of user u are at {@code
 * start(u)..start(u+1)}.
 */
public interface Interactions {

  /** Number of users. */
  int users();

  /** Where a user's interactions begin; for the number of users, the number of interactions. */
  long start(int user);

  /** Item in 1..N. */
  int item(long position);

  /** Time, in the unit of the file; its place in the file where that has no times. */
  double time(long position);

  /** What times are written as, or null where the file has none. */
  Time.@Nullable Kind timeKind();

  /** Identifier of a user. */
  String userId(int user);
}
