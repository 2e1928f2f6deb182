package io.github.seqrec4j.cli.report;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.training.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes {@code report.html} of a run: a page without scripts that loads nothing. */
public final class RunReport {

  private static final String FILE = "report.html";

  private RunReport() {}

  /**
   * Builds the page from {@code metrics.json} and {@code train.jsonl} and writes it beside them, in
   * place of an older one; returns its path.
   *
   * @param directory of a finished run
   * @throws io.github.seqrec4j.api.DataException if one of the two files is missing or damaged
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public static Path write(Path directory) {
    return write(directory, null);
  }

  /**
   * Likewise, under a title.
   *
   * @param title null for the one that the run was given, or else one made of model, data and
   *     directory
   */
  public static Path write(Path directory, @Nullable String title) {
    String page = ReportPage.of(RunRecord.read(directory), title, LineChart.obstacle());
    Path file = directory.resolve(FILE);
    try {
      AtomicFiles.write(file, page);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write " + file + ": " + e.getMessage() + "; all else of the run is written", e);
    }
  }
}
