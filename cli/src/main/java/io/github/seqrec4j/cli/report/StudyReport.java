package io.github.seqrec4j.cli.report;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.study.StudyTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Writes the page of a study: without scripts, it loads nothing. */
public final class StudyReport {

  private StudyReport() {}

  /**
   * Writes the page in place of an older one.
   *
   * @param title heading of the page
   * @throws io.github.seqrec4j.api.DataException if a file of a run is damaged
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public static void write(Path file, String title, StudyTable study) {
    try {
      AtomicFiles.write(file, StudyPage.of(title, study, LineChart.obstacle()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
