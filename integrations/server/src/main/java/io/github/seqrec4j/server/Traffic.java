package io.github.seqrec4j.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Requests that have come, and those among them that have no answer yet. */
final class Traffic {

  private final AtomicLong seen = new AtomicLong();
  private final AtomicInteger active = new AtomicInteger();

  void begun() {
    seen.incrementAndGet();
    active.incrementAndGet();
  }

  void ended() {
    active.decrementAndGet();
  }

  /** Requests since the start. */
  long seen() {
    return seen.get();
  }

  /** Requests under way. */
  int active() {
    return active.get();
  }
}
