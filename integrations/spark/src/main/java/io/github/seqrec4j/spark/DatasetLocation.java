package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.spark.ExecutorFolder.Fetched;
import io.github.seqrec4j.spark.ExecutorFolder.Kind;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Where executors find a dataset directory: interactions, items, and the features of items. */
public final class DatasetLocation implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ExecutorFolder folder;

  private DatasetLocation(ExecutorFolder folder) {
    this.folder = folder;
  }

  /**
   * A folder that all executors can read: a path of a shared disk, which is read where it is, or a
   * URL of any file system of Hadoop's, such as {@code hdfs:}, {@code s3a:} or {@code gs:}, which
   * each executor copies among its temporary files once.
   */
  public static DatasetLocation of(String pathOrUrl) {
    return new DatasetLocation(new ExecutorFolder(Kind.URL, pathOrUrl));
  }

  /**
   * A folder that Spark brings to the executors: an archive of the directory's files that was given
   * as {@code --archives data.zip#NAME}, or to {@code SparkContext.addArchive("data.zip#NAME")}.
   *
   * @param name what stands behind {@code #}
   */
  public static DatasetLocation ofSparkFile(String name) {
    return new DatasetLocation(new ExecutorFolder(Kind.SPARK_FILE, name));
  }

  /**
   * Brings it to this machine; a copy goes with what is returned, or with the process.
   *
   * @throws DataException if it is not there
   */
  Fetched fetch(Configuration hadoop) {
    try {
      Fetched fetched = folder.fetch(hadoop, "data");
      Path scratch = fetched.scratch();
      if (scratch != null) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> AtomicFiles.deleteTree(scratch)));
      } else if (!Files.isDirectory(fetched.directory())) {
        throw new DataException(
            folder.place()
                + ": no dataset directory here, as this executor sees it; name a folder that all"
                + " executors can read, or bring it by --archives and DatasetLocation.ofSparkFile");
      }
      return fetched;
    } catch (IOException e) {
      throw new UncheckedIOException(
          folder.place() + ": cannot be read as a dataset directory: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
