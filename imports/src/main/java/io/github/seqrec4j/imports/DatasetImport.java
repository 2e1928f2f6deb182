package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.api.files.NewDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the files of a public dataset into a dataset directory: {@code interactions.tsv} in the
 * order of the source, {@code items.tsv}, {@code images/} and, in {@code dataset.conf}, where all
 * came from.
 *
 * <p>Interactions stream through; the identifiers of items are held in memory. Text is written in
 * one line: each run of white space and control characters becomes one space. Identifiers are never
 * changed: one with a control character is a malformed record.
 */
public final class DatasetImport {

  private final Importer importer;
  private final ImportOptions options;
  private final ByteProgress progress;
  private final List<ImportSummary.Source> sources = new ArrayList<>();

  private DatasetImport(Importer importer, ImportOptions options, ByteProgress progress) {
    this.importer = importer;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Imports.
   *
   * @param importer knows the format
   * @param source folder, file, or zip archive of the dataset as it is published
   * @param out dataset directory; nothing, or an empty directory, may be there. It appears when all
   *     is written
   * @param progress hears how much of the source's tables is read
   * @throws DataException if the source is not of the format, more records are malformed than the
   *     options allow, no interaction is kept, or something is at {@code out} already
   * @throws UsageException if a minimum rating is asked of a source without ratings
   * @throws UncheckedIOException if reading or writing fails; nothing is left then
   */
  public static ImportSummary run(
      Importer importer, Path source, Path out, ImportOptions options, ByteProgress progress) {
    return run(importer, source, out, options, progress, null);
  }

  /**
   * Imports what was fetched.
   *
   * @param origin from where; it is written into {@code dataset.conf}
   * @throws DataException as above
   */
  public static ImportSummary run(
      Importer importer,
      Path source,
      Path out,
      ImportOptions options,
      ByteProgress progress,
      @Nullable ImportOrigin origin) {
    try (Archive archive = Archive.open(source)) {
      ImportPlan plan = importer.plan(archive.source());
      if (options.minimumRating() != null && !plan.columns().contains(InteractionColumn.RATING)) {
        throw new UsageException(
            source
                + ": a minimum rating of "
                + options.minimumRating()
                + " is asked for, but "
                + importer.type()
                + " has no ratings here; leave it out");
      }
      DatasetImport run = new DatasetImport(importer, options, progress);
      ImportSummary[] summary = new ImportSummary[1];
      NewDirectory.write(
          out,
          partial -> {
            summary[0] = run.write(plan, partial);
            DatasetProvenance.write(
                partial.resolve("dataset.conf"), summary[0], source, options, origin);
          });
      return summary[0];
    } catch (IOException e) {
      throw new UncheckedIOException("importing to " + out + ": " + e.getMessage(), e);
    }
  }

  private ImportSummary write(ImportPlan plan, Path directory) throws IOException {
    long bytes = 0;
    for (SourceTable<?> table : plan.interactions()) {
      bytes += Files.size(table.file());
    }
    for (SourceTable<?> table : plan.items()) {
      bytes += Files.size(table.file());
    }
    progress.begin("reading " + importer.type(), 0, bytes);
    try {
      return write(plan, directory, plan.interactions().get(0).file());
    } finally {
      progress.end();
    }
  }

  private ImportSummary write(ImportPlan plan, Path directory, Path first) throws IOException {
    TableCounts interactions = TableCounts.NONE;
    Set<String> met;
    try (InteractionWriter writer =
        new InteractionWriter(
            directory.resolve("interactions.tsv"), plan.columns(), options.minimumRating())) {
      for (SourceTable<ImportedInteraction> table : plan.interactions()) {
        interactions = interactions.plus(read(table, writer));
      }
      met = writer.items();
    }
    if (interactions.kept() == 0) {
      throw new DataException(
          first + ": no interaction is left: " + interactions + "; nothing could be learned of it");
    }
    TableCounts items = TableCounts.NONE;
    long undescribed;
    long untitled;
    Set<String> written;
    try (ItemWriter writer =
        new ItemWriter(
            directory.resolve("items.tsv"), plan.itemColumns(), met, options.coldItems())) {
      for (SourceTable<ImportedItem> table : plan.items()) {
        items = items.plus(read(table, writer));
      }
      undescribed = writer.writeMissing();
      untitled = writer.untitled();
      written = writer.written();
    }
    return new ImportSummary(
        importer.type(),
        sources,
        interactions,
        items,
        undescribed,
        untitled,
        pictures(plan, directory, written),
        plan.notes());
  }

  private <T> TableCounts read(SourceTable<T> table, TableImport.Target<T> target)
      throws IOException {
    TableImport.Outcome outcome = new TableImport<>(table, options.rejects()).run(target, progress);
    sources.add(
        new ImportSummary.Source(
            table.file().toString(), Files.size(table.file()), outcome.hash()));
    return outcome.counts();
  }

  private PictureCounts pictures(ImportPlan plan, Path directory, Set<String> items)
      throws IOException {
    if (plan.pictures() == null || options.pictures() == ImportOptions.PictureTransfer.NONE) {
      return PictureCounts.NONE;
    }
    try (Archive archive = Archive.open(plan.pictures())) {
      return new PictureImport(directory.resolve("images"), options.pictures())
          .run(SourceFiles.of(archive.source()).folder(), items);
    }
  }
}
