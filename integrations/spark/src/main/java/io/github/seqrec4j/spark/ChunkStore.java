package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.SeqrecException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.UUID;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one encoding, in which chunks stay until it is deleted: a name is of what was
 * encoded and how, so that a chunk that is there is the one that would be made.
 */
final class ChunkStore implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String folder;
  private final HadoopSettings hadoop;

  ChunkStore(String folder, HadoopSettings hadoop) {
    this.folder = folder;
    this.hadoop = hadoop;
  }

  /** The content of a file, nothing where it is damaged, or null if there is none of this name. */
  byte @Nullable [] find(String name) {
    Path file = new Path(folder, name);
    try (FSDataInputStream in = fileSystem().open(file)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      return null;
    } catch (ChecksumException e) {
      return new byte[0]; // no chunk at all
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** The content of a file that was made. */
  byte[] read(String name) {
    byte[] bytes = find(name);
    if (bytes == null) {
      throw new SeqrecException(folder + "/" + name + ": no such file; it was closed or deleted");
    }
    return bytes;
  }

  /** Writes a file, which appears whole, in place of a damaged one too. */
  void write(String name, byte[] bytes) {
    Path file = new Path(folder, name);
    Path partial = new Path(folder, "_" + name + "-" + UUID.randomUUID());
    try {
      FileSystem files = fileSystem();
      try (OutputStream out = files.create(partial)) {
        out.write(bytes);
      }
      files.delete(file, false);
      if (!files.rename(partial, file)) {
        files.delete(partial, false); // another attempt was faster, with the same bytes
        if (!files.exists(file)) {
          throw new IOException("cannot be written");
        }
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Deletes the folder and all in it. */
  void delete() {
    Path all = new Path(folder);
    try {
      fileSystem().delete(all, true);
    } catch (IOException e) {
      throw failure(all, e);
    }
  }

  private FileSystem fileSystem() throws IOException {
    return new Path(folder).getFileSystem(hadoop.configuration());
  }

  private static SeqrecException failure(Path file, IOException e) {
    return new SeqrecException(
        file
            + ": "
            + e.getMessage()
            + "; name a folder that the driver and all executors may read and write",
        e);
  }

  @Override
  public String toString() {
    return folder;
  }
}
