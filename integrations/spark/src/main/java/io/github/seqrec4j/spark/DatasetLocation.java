package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.SparkFiles;
import org.jspecify.annotations.Nullable;

/** Where executors find a dataset directory: interactions, items, and the features of items. */
public final class DatasetLocation implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String place;

  private enum Kind {
    URL,
    SPARK_FILE
  }

  private DatasetLocation(Kind kind, String place) {
    this.kind = kind;
    this.place = place;
  }

  /**
   * A folder that all executors can read: a path of a shared disk, which is read where it is, or a
   * URL of any file system of Hadoop's, such as {@code hdfs:}, {@code s3a:} or {@code gs:}, which
   * each executor copies among its temporary files once.
   */
  public static DatasetLocation of(String pathOrUrl) {
    return new DatasetLocation(Kind.URL, pathOrUrl);
  }

  /**
   * A folder that Spark brings to the executors: an archive of the directory's files that was given
   * as {@code --archives data.zip#NAME}, or to {@code SparkContext.addArchive("data.zip#NAME")}.
   *
   * @param name what stands behind {@code #}
   */
  public static DatasetLocation ofSparkFile(String name) {
    return new DatasetLocation(Kind.SPARK_FILE, name);
  }

  /**
   * A directory on a disk of this machine.
   *
   * @param directory of the dataset
   * @param scratch folder that a copy of it is in, which goes with this or with the process; null
   *     where it is no copy
   */
  record Fetched(Path directory, @Nullable Path scratch) implements AutoCloseable {

    @Override
    public void close() {
      if (scratch != null) {
        AtomicFiles.deleteTree(scratch);
      }
    }
  }

  /**
   * Brings it to this machine.
   *
   * @throws DataException if it is not there
   */
  Fetched fetch(Configuration hadoop) {
    if (kind == Kind.SPARK_FILE) {
      return present(Path.of(SparkFiles.get(place)));
    }
    org.apache.hadoop.fs.Path url = new org.apache.hadoop.fs.Path(place);
    try {
      FileSystem from = url.getFileSystem(hadoop);
      if (from.getUri().getScheme().equals("file")) {
        return present(Path.of(from.makeQualified(url).toUri().getPath()));
      }
      Path scratch = Files.createTempDirectory("seqrec-data");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> AtomicFiles.deleteTree(scratch)));
      Path copy = scratch.resolve("data");
      FileUtil.copy(from, url, copy.toFile(), false, hadoop);
      return new Fetched(copy, scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(
          place + ": cannot be read as a dataset directory: " + e.getMessage(), e);
    }
  }

  private Fetched present(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new DataException(
          place
              + ": no dataset directory here, as this executor sees it; name a folder that all"
              + " executors can read, or bring it by --archives and DatasetLocation.ofSparkFile");
    }
    return new Fetched(directory, null);
  }

  @Override
  public String toString() {
    return kind == Kind.SPARK_FILE ? "Spark file " + place : place;
  }
}
