package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.SeqrecException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A folder of its own for what comes between the steps of a job, where the driver and all executors
 * see it. A step that was written and is read back has no lineage: a lost executor repeats a step,
 * not all before it, and a plan does not grow with the rounds of a loop.
 */
final class Workspace implements AutoCloseable {

  private final SparkSession spark;
  private final Path folder;

  /** A new folder below one that any file system of Hadoop's has. */
  Workspace(SparkSession spark, String parent) {
    this.spark = spark;
    folder = new Path(parent, "seqrec4j-" + UUID.randomUUID());
  }

  /** Writes a frame, and reads it back. */
  Dataset<Row> save(Dataset<Row> rows, String name) {
    String path = new Path(folder, name).toString();
    rows.write().parquet(path);
    return spark.read().schema(rows.schema()).parquet(path);
  }

  /** Forgets what a frame that was saved is no longer needed for. */
  void delete(String name) {
    delete(new Path(folder, name));
  }

  /** The files of a saved frame, in the order of its partitions. */
  List<Path> parts(String name) {
    try {
      List<Path> parts = new ArrayList<>();
      for (FileStatus file : fileSystem().listStatus(new Path(folder, name))) {
        if (file.getPath().getName().startsWith("part-")) {
          parts.add(file.getPath());
        }
      }
      parts.sort(Comparator.comparing(Path::getName));
      return parts;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Brings files of this folder to a folder of the driver's; returns them there, in order. */
  List<java.nio.file.Path> fetch(List<Path> files, java.nio.file.Path target) {
    try {
      FileSystem from = fileSystem();
      FileSystem local = FileSystem.getLocal(spark.sparkContext().hadoopConfiguration());
      List<java.nio.file.Path> fetched = new ArrayList<>();
      for (Path file : files) {
        java.nio.file.Path to = target.resolve(file.getName());
        org.apache.hadoop.fs.FileUtil.copy(
            from,
            file,
            local,
            new Path(to.toUri()),
            false,
            spark.sparkContext().hadoopConfiguration());
        fetched.add(to);
      }
      return fetched;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private FileSystem fileSystem() throws IOException {
    return folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
  }

  private void delete(Path path) {
    try {
      fileSystem().delete(path, true);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private SeqrecException failure(IOException e) {
    return new SeqrecException(
        folder
            + ": "
            + e.getMessage()
            + "; name a folder that the driver and all executors may write",
        e);
  }

  /** Deletes the folder and all in it. */
  @Override
  public void close() {
    delete(folder);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
