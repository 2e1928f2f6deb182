package io.github.seqrec4j.lucene;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * Writes an index of items. What is written is seen by nobody before {@link #commit}, which shows
 * all of it at once, in place of an index that was there; without it {@link #close} leaves the
 * directory as it was. Memory is bounded whatever the number of items. Not safe for several
 * threads.
 */
public final class ItemIndexWriter implements AutoCloseable {

  /** Longest term of Lucene, in bytes of UTF-8. */
  private static final int MAX_TERM = IndexWriter.MAX_TERM_LENGTH;

  /** Names of Lucene's files before their commit. */
  private static final Pattern LEFT_BY_A_KILLED_WRITER = Pattern.compile("(_|pending_segments_).*");

  private static final double BUFFER = 64; // MB of what is not on disk yet

  private final Path path;
  private final VectorIndexSpec spec;
  private final List<ItemAttribute> attributes;
  private final Directory directory;
  private final IndexWriter writer;
  private int dimension;
  private int items;

  private ItemIndexWriter(Path path, VectorIndexSpec spec, List<ItemAttribute> attributes)
      throws IOException {
    this.path = path;
    this.spec = spec;
    this.attributes = List.copyOf(attributes);
    ItemAttribute.checkNames(attributes);
    Files.createDirectories(path);
    directory = FSDirectory.open(path);
    try {
      checkOurs();
      IndexWriterConfig config = new IndexWriterConfig();
      config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
      config.setCodec(new VectorCodec(spec));
      config.setRAMBufferSizeMB(BUFFER);
      config.setCommitOnClose(false);
      config.setMergePolicy(new LogDocMergePolicy()); // keeps the order of items, which breaks ties
      writer = new IndexWriter(directory, config);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Nothing of another is written over. */
  private void checkOurs() throws IOException {
    if (DirectoryReader.indexExists(directory)) {
      IndexLabel.read(path, directory);
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      List<String> others =
          files
              .map(file -> file.getFileName().toString())
              .filter(
                  name ->
                      !name.equals(IndexWriter.WRITE_LOCK_NAME)
                          && !LEFT_BY_A_KILLED_WRITER.matcher(name).matches())
              .limit(1)
              .toList();
      if (!others.isEmpty()) {
        throw new UsageException(
            path
                + ": is no index and not empty, it holds "
                + others.get(0)
                + "; name a new directory or empty this one");
      }
    }
  }

  /**
   * Starts an index.
   *
   * @param directory made when needed; an index of items that is there is replaced, whoever
   *     searches it meanwhile searches on
   * @throws UsageException if the directory holds anything else, or another process writes there
   */
  public static ItemIndexWriter open(
      Path directory, VectorIndexSpec spec, List<ItemAttribute> attributes) {
    try {
      return new ItemIndexWriter(directory, spec, attributes);
    } catch (LockObtainFailedException e) {
      throw new UsageException(
          directory + ": another writer is at work on this index; wait for its end", e);
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, "choose another directory");
    }
  }

  /**
   * Writes an index of all items of a model.
   *
   * @param progress is told the number of items written after each
   * @throws DataException if an item or attribute cannot be indexed, naming it
   */
  public static void write(
      Path directory,
      SequentialRecommender model,
      VectorIndexSpec spec,
      List<ItemAttribute> attributes,
      IntConsumer progress) {
    try (ItemIndexWriter writer = open(directory, spec, attributes)) {
      for (String item : model.items()) {
        writer.add(item, model.title(item), model.itemVector(item));
        progress.accept(writer.items);
      }
      writer.commit(ModelIdentity.of(model));
    }
  }

  /**
   * Adds an item.
   *
   * @param vector finite, of the same length for all
   * @throws DataException if the identifier or a keyword is too long for a term, or a number is
   *     none
   * @throws IllegalArgumentException if the vector is not finite or of another length
   */
  public void add(String item, String title, float[] vector) {
    if (items > 0 && vector.length != dimension) {
      throw new IllegalArgumentException(
          "item '" + item + "': " + vector.length + " numbers, those before have " + dimension);
    }
    if (vector.length > VectorCodec.MAX_DIMENSIONS) {
      throw new UsageException(
          "an index takes vectors of at most "
              + VectorCodec.MAX_DIMENSIONS
              + " numbers, these have "
              + vector.length
              + "; lower seqrec4j.item-encoder.multi-modal.width, or the number of branches");
    }
    dimension = vector.length;
    Document document = new Document();
    document.add(new KeywordField(ItemFields.ITEM, term("item", item, item), Field.Store.YES));
    document.add(new TextField(ItemFields.TITLE, title, Field.Store.YES));
    document.add(
        new KnnFloatVectorField(
            ItemFields.VECTOR, vector, VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT));
    for (ItemAttribute attribute : attributes) {
      Object value = attribute.value(item);
      if (value != null) {
        document.add(field(attribute, item, value));
      }
    }
    try {
      writer.addDocument(document);
    } catch (IOException e) {
      throw WriteFailure.of(path, e, "choose another directory");
    }
    items++;
  }

  private static Field field(ItemAttribute attribute, String item, Object value) {
    String name = attribute.name();
    return switch (attribute.kind()) {
      case KEYWORD -> new KeywordField(name, term(name, item, value.toString()), Field.Store.YES);
      case TEXT -> new TextField(name, value.toString(), Field.Store.YES);
      case NUMBER -> new DoubleField(name, (Double) value, Field.Store.YES);
    };
  }

  private static String term(String field, String item, String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_TERM) {
      throw new DataException(
          "field '"
              + field
              + "' of item '"
              + item.substring(0, Math.min(item.length(), 40))
              + "': "
              + bytes
              + " bytes, a term has at most "
              + MAX_TERM
              + "; shorten it, or index it as text");
    }
    return value;
  }

  /**
   * Shows the index to whoever opens or refreshes it: all of it, forced to disk.
   *
   * @param model whose items these are
   * @throws IllegalStateException if they are not as many
   */
  public void commit(ModelIdentity model) {
    if (items != model.items()) {
      throw new IllegalStateException(path + ": " + items + " items written, of " + model);
    }
    try {
      writer.forceMerge(1);
      writer.setLiveCommitData(new IndexLabel(model, dimension, spec).entries().entrySet());
      writer.commit();
    } catch (IOException e) {
      throw WriteFailure.of(path, e, "choose another directory");
    }
  }

  @Override
  public void close() {
    try (directory;
        writer) {
      writer.rollback(); // of what is not committed
    } catch (IOException e) {
      throw WriteFailure.of(path, e, "choose another directory");
    }
  }
}
