package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ingest.DataSummary;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.data.ingest.RejectSpec;
import io.github.seqrec4j.data.table.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A log as {@link LogPreparation} leaves it. Its frames are files of the workspace, which {@link
 * #close} deletes: write what is to stay.
 */
public final class PreparedLog implements AutoCloseable {

  /** What the sorted interactions are called in the workspace. */
  static final String SORTED = "sorted";

  private static final String INTERACTIONS = "interactions";

  private final Workspace workspace;
  private final Dataset<Row> interactions;
  private final Dataset<Row> items;
  private final DataSummary summary;
  private final DataSpec read;

  PreparedLog(
      Workspace workspace,
      Dataset<Row> interactions,
      Dataset<Row> items,
      DataSummary summary,
      DataSpec read) {
    this.workspace = workspace;
    this.interactions = interactions;
    this.items = items;
    this.summary = summary;
    this.read = read;
  }

  /**
   * The interactions kept: user, item, time, and category and value where they are read, by the
   * names of the settings, and {@code position}, the number of an interaction among those of its
   * user, from 0. A time is a whole number where all are, else text.
   */
  public Dataset<Row> interactions() {
    return interactions;
  }

  /** The catalogue: all columns of the frame of items, or the items seen alone. */
  public Dataset<Row> items() {
    return items;
  }

  /** What was read, rejected and dropped. */
  public DataSummary summary() {
    return summary;
  }

  /**
   * How {@link #writeDataset}'s directory is to be read: as the log was, without filters, as they
   * have been applied. Filtered once more it could be another one: of items in a row that stand so
   * only because one between them was dropped, the second would go.
   */
  public DataSpec dataSpec() {
    return read.toBuilder()
        .timestampFormat(null)
        .filter(new FilterSpec())
        .reject(new RejectSpec())
        .build();
  }

  /**
   * Writes both as Parquet, in as many files as there are partitions.
   *
   * @param folder {@code interactions} and {@code items} become folders of it; by a path or a URL
   *     of any file system of Hadoop's
   */
  public void writeParquet(String folder) {
    interactions.write().parquet(folder + "/" + INTERACTIONS);
    items.write().parquet(folder + "/" + CatalogueRows.NAME);
  }

  /**
   * Writes a dataset directory of the driver's machine, {@code interactions.parquet} and {@code
   * items.parquet}; {@link #dataSpec} reads it. It takes disk there, twice what the log takes as
   * Parquet, and 500 MB of memory, whatever the log.
   *
   * @param directory must not exist; it appears whole
   * @throws UsageException if it exists
   */
  public void writeDataset(Path directory) {
    if (Files.exists(directory)) {
      throw new UsageException(directory + ": exists; remove it, or name another directory");
    }
    Path target = directory.toAbsolutePath().normalize();
    Path partial = target.resolveSibling(target.getFileName() + ".partial-" + UUID.randomUUID());
    try {
      Files.createDirectories(partial);
      write(SORTED, partial, INTERACTIONS);
      write(CatalogueRows.NAME, partial, CatalogueRows.NAME);
      AtomicFiles.publishDirectory(partial, target);
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, "name another directory");
    } finally {
      AtomicFiles.deleteTree(partial);
    }
  }

  private void write(String saved, Path directory, String name) throws IOException {
    Path parts = Files.createDirectory(directory.resolve(name + ".parts"));
    List<Path> files = workspace.fetch(workspace.parts(saved), parts);
    if (files.isEmpty()) {
      throw new SeqrecException(
          workspace + ": no files of " + saved + "; it was closed or deleted");
    }
    ParquetWriter.concatenate(files, directory.resolve(name + ".parquet"));
    AtomicFiles.deleteTree(parts);
  }

  /** Deletes the workspace. */
  @Override
  public void close() {
    workspace.close();
  }
}
