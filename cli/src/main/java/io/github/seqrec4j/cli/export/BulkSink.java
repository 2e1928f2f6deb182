package io.github.seqrec4j.cli.export;

import com.google.gson.stream.JsonWriter;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.lucene.ItemAttribute;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Files for the bulk interface of OpenSearch and Elasticsearch, which take the same, each of a size
 * for one request, and the mapping of an index for either.
 */
public final class BulkSink implements VectorSink {

  /** Bytes after which a file is full: both advise requests of 5 to 15 MB. */
  static final int FULL = 10_000_000;

  /** Longest identifier of a document, in bytes of UTF-8. */
  private static final int MAX_ID = 512;

  private final Path directory;
  private final ExportTask task;
  private @Nullable Writer file;
  private int files;
  private long bytes; // of the file

  /**
   * Writes the mappings.
   *
   * @throws io.github.seqrec4j.api.UsageException if vectors are longer than either takes
   */
  public BulkSink(Path directory, ExportTask task) {
    this.directory = directory;
    this.task = task;
    try {
      AtomicFiles.write(directory.resolve("opensearch-index.json"), IndexMappings.openSearch(task));
      AtomicFiles.write(
          directory.resolve("elasticsearch-index.json"), IndexMappings.elasticsearch(task));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void add(String id, String title, float[] vector) {
    if (id.getBytes(StandardCharsets.UTF_8).length > MAX_ID) {
      throw new DataException(
          "item '"
              + id.substring(0, 40)
              + "...': an identifier of more than "
              + MAX_ID
              + " bytes, which neither OpenSearch nor Elasticsearch takes; give items shorter ones");
    }
    try {
      String document = document(id, title, vector);
      Writer to = file();
      to.write(document);
      bytes += document.getBytes(StandardCharsets.UTF_8).length;
      if (bytes >= FULL) {
        close();
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Writer file() throws IOException {
    Writer open = file;
    if (open == null) {
      files++;
      bytes = 0;
      open =
          Files.newBufferedWriter(
              directory.resolve(String.format(Locale.ROOT, "bulk-%05d.ndjson", files)));
      file = open;
    }
    return open;
  }

  /** Two lines: what is done, and the document. */
  private String document(String id, String title, float[] vector) throws IOException {
    StringWriter text = new StringWriter();
    JsonWriter action = new JsonWriter(text);
    action.beginObject().name("index").beginObject().name("_id").value(id).endObject().endObject();
    text.write('\n');
    JsonWriter json = new JsonWriter(text);
    json.beginObject().name("item").value(id).name("title").value(title);
    for (ItemAttribute attribute : task.attributes()) {
      Object value = attribute.value(id);
      if (value instanceof Double number) {
        json.name(attribute.name()).value(number);
      } else if (value != null) {
        json.name(attribute.name()).value(value.toString());
      }
    }
    json.name("vector").beginArray();
    for (float number : vector) {
      json.value(number);
    }
    json.endArray().endObject();
    text.write('\n');
    return text.toString();
  }

  @Override
  public void finish() {
    close();
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
        file = null;
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(IOException e) {
    return WriteFailure.of(directory, e, "choose another directory");
  }
}
