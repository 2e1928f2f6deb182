package io.github.seqrec4j.data;

import io.github.seqrec4j.api.EventLog;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.SplitMethod;
import java.util.Arrays;
import java.util.Set;

/** All interactions train: the split of a model whose settings are known already. */
record NothingHeldOut() implements SplitMethod {

  @Override
  public String type() {
    return "nothing held out";
  }

  @Override
  public SplitBounds split(EventLog log) {
    int[] ends = new int[log.users()];
    Arrays.setAll(ends, log::length);
    return new SplitBounds(ends, ends.clone());
  }

  @Override
  public Targets targets() {
    return Targets.FIRST;
  }

  @Override
  public Set<Part> holdsOut() {
    return Set.of();
  }
}
