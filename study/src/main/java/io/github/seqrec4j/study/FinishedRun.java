package io.github.seqrec4j.study;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.study.TargetRankFile.Part;
import io.github.seqrec4j.training.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A run that came to its end: what it wrote down and the ranks of its targets.
 *
 * @param record settings, metrics, epochs
 * @param validation ranks of the validation targets
 * @param test ranks of the test targets, null where nothing tests
 */
record FinishedRun(RunRecord record, TargetRankFile validation, @Nullable TargetRankFile test) {

  /**
   * Reads one.
   *
   * @throws DataException if a file is damaged
   */
  static FinishedRun read(Path directory) {
    try {
      Path test = Part.TEST.in(directory);
      return new FinishedRun(
          RunRecord.read(directory),
          TargetRankFile.read(Part.VALIDATION.in(directory)),
          Files.exists(test) ? TargetRankFile.read(test) : null);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": " + e.getMessage(), e);
    }
  }

  /** The part that models are compared on: test, or validation where nothing tests. */
  TargetRankFile compared() {
    return test == null ? validation : test;
  }

  /** The ranks of the ensemble. */
  static Ranking ensemble(TargetRankFile ranks) {
    Ranking ensemble = ranks.rankings().get(Branch.ENSEMBLE);
    if (ensemble == null) {
      throw new DataException("ranks without a column '" + Branch.ENSEMBLE + "'; delete the file");
    }
    return ensemble;
  }

  /** Wall time of steps and evaluations. */
  double seconds() {
    return record.metrics().seconds().train() + record.metrics().seconds().evaluate();
  }

  /** Largest resident size of its process after an epoch, -1 where the system does not tell. */
  long residentBytes() {
    return record.epochs().stream().mapToLong(RunRecord.Epoch::residentBytes).max().orElse(-1);
  }
}
