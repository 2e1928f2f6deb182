package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;

/**
 * Counts of the newest tenth of the training interactions: what was popular lately. The bound is
 * found by counting in {@value #CELLS} equal stretches of time, so that as much as one stretch more
 * may be in it. Without times the order of the file is the time.
 */
final class RecentPopularity {

  private static final int CELLS = 1 << 16;
  private static final double SHARE = 0.1;

  private RecentPopularity() {}

  static ItemCounts of(Dataset dataset, Split split) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int user = 0; user < split.users(); user++) {
      int length = split.trainingLength(user);
      if (length > 0) {
        first = Math.min(first, dataset.time(user, 0));
        last = Math.max(last, dataset.time(user, length - 1));
      }
    }
    long[] cells = new long[CELLS];
    double cell = Math.max(1, ((double) last - first) / (CELLS - 1));
    long all = 0;
    for (int user = 0; user < split.users(); user++) {
      for (int p = 0; p < split.trainingLength(user); p++) {
        cells[cell(dataset.time(user, p), first, cell)]++;
        all++;
      }
    }
    int from = CELLS;
    for (long newer = 0; from > 0 && newer < SHARE * all; newer += cells[from]) {
      from--;
    }
    long[] counts = new long[dataset.items() + 1];
    for (int user = 0; user < split.users(); user++) {
      for (int p = 0; p < split.trainingLength(user); p++) {
        if (dataset.isTarget(user, p) && cell(dataset.time(user, p), first, cell) >= from) {
          counts[dataset.item(user, p)]++;
        }
      }
    }
    return ItemCounts.of(dataset.items(), item -> counts[item]);
  }

  private static int cell(long time, long first, double size) {
    return (int) (((double) time - first) / size);
  }
}
