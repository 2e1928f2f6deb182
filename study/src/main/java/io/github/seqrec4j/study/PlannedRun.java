package io.github.seqrec4j.study;

import io.github.seqrec4j.api.config.HoconWriter;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.training.RunSpec;

/**
 * One training of a study.
 *
 * @param id made of all its settings: another setting is another run
 * @param title what it is, in words
 * @param spec its settings
 * @param threads it computes with
 */
public record PlannedRun(String id, String title, RunSpec spec, int threads) {

  private static final int LENGTH = 12;

  /** A run of these settings. */
  static PlannedRun of(String title, RunSpec spec, int threads) {
    return new PlannedRun(id(spec, threads), title, spec, threads);
  }

  /** Of settings: the first 48 bits of their SHA-256. */
  static String id(RunSpec spec, int threads) {
    return Sha256.ofText(HoconWriter.write(RunSpec.ROOT, spec) + "threads = " + threads)
        .substring(0, LENGTH);
  }

  /** As a file that {@code seqrec train} takes. */
  String config() {
    return "# " + title + "\n" + HoconWriter.write(RunSpec.ROOT, spec);
  }
}
