package io.github.seqrec4j.study;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a combination came to.
 *
 * @param labels name of the variant by the name of its axis
 * @param runs folders of the finished runs
 * @param planned number of runs, one per seed
 * @param standing in its table
 * @param best whether none of those with the same baseline, or of the whole table where there is
 *     none, has a higher mean of the metric that selects, on validation
 * @param validation figures by metric, of the ensemble; empty where no run is finished
 * @param test likewise; empty where nothing tests
 * @param against by metric, on test or, where nothing tests, on validation; empty where there is no
 *     baseline or no seed that both have finished
 * @param seconds mean wall time of a run
 * @param residentBytes largest resident size of a run's process after an epoch, -1 if not known
 */
public record StudyRow(
    Map<String, String> labels,
    List<Path> runs,
    int planned,
    Standing standing,
    boolean best,
    Map<String, Figure> validation,
    Map<String, Figure> test,
    Map<String, AgainstBaseline> against,
    double seconds,
    long residentBytes) {

  /** What a row is to others. */
  public enum Standing {
    /** Others are compared with it. */
    BASELINE,
    /** It is compared with another, or with none. */
    CHALLENGER
  }

  /** Copies, maps in their order. */
  public StudyRow {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    runs = List.copyOf(runs);
    validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    test = Collections.unmodifiableMap(new LinkedHashMap<>(test));
    against = Collections.unmodifiableMap(new LinkedHashMap<>(against));
  }

  /** The figures of the part that is told: test, or validation where nothing tests. */
  public Map<String, Figure> told() {
    return test.isEmpty() ? validation : test;
  }
}
