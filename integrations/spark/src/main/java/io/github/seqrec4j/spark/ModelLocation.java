package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import io.github.seqrec4j.spark.ExecutorFolder.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Where executors find a model bundle, the directory that a training writes as {@code model}. */
public final class ModelLocation implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String MANIFEST = "bundle.json";

  private final ExecutorFolder folder;

  private ModelLocation(ExecutorFolder folder) {
    this.folder = folder;
  }

  /**
   * A folder that the driver and all executors can read: a path of a shared disk, or a URL of any
   * file system of Hadoop's, such as {@code hdfs:}, {@code s3a:} or {@code gs:}. From what is no
   * disk the executor copies it among its temporary files, and removes it once it is loaded.
   */
  public static ModelLocation of(String pathOrUrl) {
    return new ModelLocation(new ExecutorFolder(Kind.URL, pathOrUrl));
  }

  /**
   * A folder that Spark brings to the executors: an archive of the bundle's files that was given as
   * {@code --archives model.zip#NAME}, or to {@code SparkContext.addArchive("model.zip#NAME")}.
   *
   * @param name what stands behind {@code #}
   */
  public static ModelLocation ofSparkFile(String name) {
    return new ModelLocation(new ExecutorFolder(Kind.SPARK_FILE, name));
  }

  /**
   * What the bundle is, as the driver sees it, so that all executors load the same although another
   * is put in its place meanwhile; null where Spark itself sees to that.
   */
  @Nullable String hash(Configuration hadoop) {
    if (folder.isOfSpark()) {
      return null;
    }
    org.apache.hadoop.fs.Path manifest = new org.apache.hadoop.fs.Path(folder.place(), MANIFEST);
    try (InputStream in = manifest.getFileSystem(hadoop).open(manifest)) {
      return Sha256.of(in.readAllBytes());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Loads it into this JVM. */
  SequentialRecommender load(@Nullable String hash, Configuration hadoop) {
    try (ExecutorFolder.Fetched fetched = folder.fetch(hadoop, "model")) {
      return checked(fetched.directory(), hash); // the Java engine keeps all it needs on the heap
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private SequentialRecommender checked(Path bundle, @Nullable String hash) throws IOException {
    if (!Files.isRegularFile(bundle.resolve(MANIFEST))) {
      throw new DataException(
          folder.place()
              + ": no model here, as this executor sees it; name a folder that all executors can"
              + " read, or bring it by --archives and ModelLocation.ofSparkFile");
    }
    if (hash != null && !Sha256.ofFile(bundle.resolve(MANIFEST)).equals(hash)) {
      throw new DataException(
          folder.place()
              + ": another model than when the job began; write a new model to a folder of its own");
    }
    return SequentialRecommender.load(bundle, ServingEngine.JAVA);
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException(
        folder.place() + ": cannot be read as a model: " + e.getMessage(), e);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
