package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.SeqrecException;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The moments of a training's partitions after each round, where all executors see them: {@code
 * round-<r>/part-<p>.safetensors}. A file appears whole or not at all, and stays as it is: whoever
 * does a round again begins with the same bytes.
 */
final class MomentFiles implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String ROUND = "round-";

  private final String folder;

  /** In a folder of the training's own. */
  MomentFiles(String workspace, String training) {
    folder = new Path(workspace, "seqrec4j-rounds-" + training).toString();
  }

  private Path file(int round, int partition) {
    return new Path(new Path(folder, ROUND + round), "part-" + partition + ".safetensors");
  }

  private FileSystem fileSystem(Configuration hadoop) throws IOException {
    return new Path(folder).getFileSystem(hadoop);
  }

  /** Copies those of a partition after a round to a file of this machine. */
  void fetch(Configuration hadoop, int round, int partition, java.nio.file.Path to) {
    try {
      fileSystem(hadoop).copyToLocalFile(false, file(round, partition), new Path(to.toUri()), true);
    } catch (IOException e) {
      throw failure(file(round, partition), e);
    }
  }

  /** Takes a file of this machine over as those of a partition after a round. */
  void publish(Configuration hadoop, int round, int partition, java.nio.file.Path from) {
    Path file = file(round, partition);
    Path partial = file.suffix("." + UUID.randomUUID());
    try {
      FileSystem files = fileSystem(hadoop);
      if (files.exists(file)) {
        return; // of an executor that was lost after it had written: the same bytes
      }
      files.copyFromLocalFile(false, true, new Path(from.toUri()), partial);
      if (!files.rename(partial, file)) {
        files.delete(partial, false);
        if (!files.exists(file)) { // else another attempt was faster
          throw new IOException("it cannot be given its name");
        }
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Forgets all rounds before one. */
  void forgetBefore(Configuration hadoop, int round) {
    forget(hadoop, each -> each < round);
  }

  /** Forgets all rounds after one, of a run whose driver was lost before its checkpoint. */
  void forgetAfter(Configuration hadoop, int round) {
    forget(hadoop, each -> each > round);
  }

  private void forget(Configuration hadoop, java.util.function.IntPredicate which) {
    try {
      FileSystem files = fileSystem(hadoop);
      if (!files.exists(new Path(folder))) {
        return;
      }
      for (FileStatus each : files.listStatus(new Path(folder))) {
        String name = each.getPath().getName();
        if (name.matches(ROUND + "\\d{1,9}")
            && which.test(Integer.parseInt(name.substring(ROUND.length())))) {
          files.delete(each.getPath(), true);
        }
      }
    } catch (IOException e) {
      throw failure(new Path(folder), e);
    }
  }

  /** Forgets the training. */
  void delete(Configuration hadoop) {
    try {
      fileSystem(hadoop).delete(new Path(folder), true);
    } catch (IOException e) {
      throw failure(new Path(folder), e);
    }
  }

  private static SeqrecException failure(Path path, IOException e) {
    return new SeqrecException(
        path
            + ": "
            + e.getMessage()
            + "; the workspace must be a folder that the driver and all executors may write, the"
            + " same one as when the training began; or begin anew with other checkpoints",
        e);
  }
}
