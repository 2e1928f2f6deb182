package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.files.AtomicFiles;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.SparkFiles;
import org.jspecify.annotations.Nullable;

/**
 * A folder as executors come by it.
 *
 * @param kind who brings it
 * @param place its path or URL, or the name under which Spark brings it
 */
record ExecutorFolder(Kind kind, String place) implements Serializable {

  /** Who brings a folder to an executor. */
  enum Kind {
    /** Hadoop's file systems, disks among them. */
    URL,
    /** Spark, of an archive. */
    SPARK_FILE
  }

  /**
   * A folder on a disk of this machine.
   *
   * @param directory the folder
   * @param scratch what a copy of it is in, which goes with this; null where it is no copy
   */
  record Fetched(Path directory, @Nullable Path scratch) implements AutoCloseable {

    @Override
    public void close() {
      if (scratch != null) {
        AtomicFiles.deleteTree(scratch);
      }
    }
  }

  boolean isOfSpark() {
    return kind == Kind.SPARK_FILE;
  }

  /**
   * Brings it to this machine, copied if it is on none of its disks; whether it is there is not
   * checked where nothing is copied.
   *
   * @param what it holds, a word for the name of a copy
   */
  Fetched fetch(Configuration hadoop, String what) throws IOException {
    if (isOfSpark()) {
      return new Fetched(Path.of(SparkFiles.get(place)), null);
    }
    org.apache.hadoop.fs.Path url = new org.apache.hadoop.fs.Path(place);
    FileSystem from = url.getFileSystem(hadoop);
    if (from.getUri().getScheme().equals("file")) {
      return new Fetched(Path.of(from.makeQualified(url).toUri().getPath()), null);
    }
    Path scratch = Files.createTempDirectory("seqrec-" + what);
    try {
      Path copy = scratch.resolve(what);
      FileUtil.copy(from, url, copy.toFile(), false, hadoop);
      return new Fetched(copy, scratch);
    } catch (IOException | RuntimeException e) {
      AtomicFiles.deleteTree(scratch);
      throw e;
    }
  }

  @Override
  public String toString() {
    return isOfSpark() ? "Spark file " + place : place;
  }
}
