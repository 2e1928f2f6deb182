package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.api.config.HoconWriter;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.encode.ChunkedFeatures;
import io.github.seqrec4j.encode.EncodedChunk;
import io.github.seqrec4j.encode.EncodingSummary;
import io.github.seqrec4j.encode.EncodingThreads;
import io.github.seqrec4j.encode.ImageFeatures;
import io.github.seqrec4j.encode.PictureBytes;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Pictures: a column of their bytes, or of paths and URLs that executors read. A path that leads to
 * nothing is a picture that cannot be read; a disk or a network that fails is a task that fails,
 * which Spark tries again.
 */
final class PictureRows extends RowContents<BufferedImage> {

  private static final long serialVersionUID = 1L;
  private static final String ROOT = "image";

  private final String column;
  private final boolean bytes;
  private final HadoopSettings hadoop;
  private transient @Nullable ImageEncoder encoder;

  /**
   * Of rows.
   *
   * @param column name of the column, for messages
   * @param bytes whether it holds pictures, not paths
   */
  PictureRows(ImageEncoder encoder, String column, boolean bytes, HadoopSettings hadoop) {
    super(
        HoconWriter.write(ROOT, ImageFeatures.builder().encoder(encoder).build()), encoder.hash());
    this.column = column;
    this.bytes = bytes;
    this.hadoop = hadoop;
  }

  private synchronized ImageEncoder encoder() {
    if (encoder == null) {
      encoder =
          ConfigSource.parse(config(), "image encoder", ROOT, List.of())
              .bind(ROOT, ImageFeatures.class)
              .encoder();
    }
    return encoder;
  }

  @Override
  ContentModel<BufferedImage> open() {
    check(encoder().hash());
    return encoder().open();
  }

  @Override
  void identify(Row row, Consumer<String> part) {
    if (row.isNullAt(CONTENT)) {
      part.accept("");
    } else if (bytes) {
      part.accept(Sha256.of((byte[]) row.get(CONTENT)));
    } else {
      part.accept(row.getString(CONTENT));
      part.accept(state(row.getString(CONTENT)));
    }
  }

  /** Size and time of a file, by which it is told from what may come in its place. */
  private String state(String path) {
    if (path.isBlank()) {
      return "";
    }
    try {
      Path file = new Path(path);
      FileStatus status = fileSystem(file).getFileStatus(file);
      return status.getLen() + " " + status.getModificationTime();
    } catch (FileNotFoundException | IllegalArgumentException e) {
      return e.getClass().getName();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  private FileSystem fileSystem(Path file) throws IOException {
    return file.getFileSystem(hadoop.configuration());
  }

  @Override
  EncodedChunk encode(List<Row> rows, ContentModel<BufferedImage> model, EncodingThreads threads) {
    return EncodedChunk.ofPictures(items(rows), i -> picture(rows.get(i)), model, threads);
  }

  private @Nullable PictureBytes picture(Row row) throws IOException {
    if (row.isNullAt(CONTENT)) {
      return null;
    }
    if (bytes) {
      String where = "item '" + row.getString(ITEM) + "', column '" + column + "'";
      return new PictureBytes("", where, (byte[]) row.get(CONTENT));
    }
    String path = row.getString(CONTENT);
    return path.isBlank() ? null : read(path);
  }

  private PictureBytes read(String path) throws IOException {
    Path file;
    try {
      file = new Path(path);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": no path: " + e.getMessage(), e);
    }
    try (InputStream in = fileSystem(file).open(file)) {
      return new PictureBytes(file.getName(), path, in.readAllBytes());
    } catch (FileNotFoundException e) {
      throw new IOException(path + ": no such file", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  @Override
  EncodingSummary write(ChunkedFeatures features, Iterator<EncodedChunk> chunks) {
    return features.writePictures(encoder(), chunks);
  }
}
