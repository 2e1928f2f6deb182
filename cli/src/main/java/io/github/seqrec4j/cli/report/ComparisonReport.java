package io.github.seqrec4j.cli.report;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.study.RunComparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Writes the page of runs side by side: without scripts, it loads nothing. */
public final class ComparisonReport {

  private ComparisonReport() {}

  /**
   * Writes the page in place of an older one.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path file, RunComparison comparison) {
    try {
      AtomicFiles.write(file, ComparisonPage.of(comparison, LineChart.obstacle()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
