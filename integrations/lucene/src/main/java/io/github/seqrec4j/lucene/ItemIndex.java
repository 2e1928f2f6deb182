package io.github.seqrec4j.lucene;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * An index of a model's items, as {@link ItemIndexWriter} writes it, open for searching. Every
 * search sees one commit of it whole; {@link #refresh} goes over to the newest. Thread-safe; {@link
 * #close} lets go of its files.
 */
public final class ItemIndex implements AutoCloseable {

  private final Path path;
  private final Directory directory;
  private final IndexLabel label;
  private final SearcherManager searchers;

  private ItemIndex(Path path) throws IOException {
    this.path = path;
    directory = FSDirectory.open(path);
    try {
      label = IndexLabel.read(path, directory);
      searchers = new SearcherManager(directory, new SameModel());
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Lets no commit in that holds items of another model. */
  private final class SameModel extends SearcherFactory {
    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader before)
        throws IOException {
      if (reader instanceof DirectoryReader commit) {
        IndexLabel next = IndexLabel.of(path, commit.getIndexCommit().getUserData());
        if (!next.model().equals(label.model())) {
          throw new DataException(
              path
                  + ": it is now of "
                  + next.model()
                  + ", and was opened with "
                  + label.model()
                  + "; open model and index anew");
        }
        if (reader.numDocs() != label.model().items()) {
          throw new DataException(
              path
                  + ": "
                  + reader.numDocs()
                  + " items, its commit says "
                  + label.model().items()
                  + "; export the model again");
        }
      }
      return new IndexSearcher(reader);
    }
  }

  /**
   * Opens an index.
   *
   * @throws DataException if there is none, or it is damaged or not of this kind
   */
  public static ItemIndex open(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        throw new DataException(
            directory + ": no such index; 'seqrec export --to lucene' writes one");
      }
      return new ItemIndex(directory);
    } catch (IOException e) {
      throw new DataException(
          directory
              + ": cannot be read as a Lucene index: "
              + e.getMessage()
              + "; export the model again",
          e);
    }
  }

  /** Whose items it holds. */
  public ModelIdentity model() {
    return label.model();
  }

  /** MD, numbers of a vector. */
  public int dimension() {
    return label.dimension();
  }

  /**
   * Goes over to the newest commit, if there is a newer one. Searches under way end on the one
   * before; where this fails, it stays.
   *
   * @throws DataException if the newest holds items of another model, or is damaged
   */
  public void refresh() {
    try {
      searchers.maybeRefreshBlocking();
    } catch (AlreadyClosedException e) {
      throw closed(e);
    } catch (IOException e) {
      throw new DataException(
          path + ": cannot be read again: " + e.getMessage() + "; export the model again", e);
    }
  }

  /**
   * Items whose vectors have the largest inner products with one.
   *
   * @param vector (MD), finite
   * @param k at least 1; fewer come back where fewer are left
   * @param filter that items must match, such as one on an attribute, or null for none
   * @return best first
   * @throws IllegalArgumentException if k is below 1, or the vector is of another length
   * @throws IllegalStateException if closed
   */
  public List<ItemHit> search(float[] vector, int k, VectorSearch search, @Nullable Query filter) {
    return search(vector, new SearchRequest(k, Set.of(), filter, item -> true), search);
  }

  List<ItemHit> search(float[] vector, SearchRequest request, VectorSearch search) {
    Arguments.atLeast("k", request.k(), 1);
    if (vector.length != label.dimension()) {
      throw new UsageException(
          "the vector has "
              + vector.length
              + " numbers, those of "
              + path
              + " have "
              + label.dimension());
    }
    return reading(searcher -> new ItemSearcher(searcher, vector, request, search).hits());
  }

  /**
   * The stored fields of an item: identifier, title and attributes.
   *
   * @throws IllegalArgumentException if the item is unknown
   * @throws IllegalStateException if closed
   */
  public Map<String, String> fields(String item) {
    return reading(
        searcher -> {
          ScoreDoc[] found = searcher.search(SearchRequest.items(Set.of(item)), 1).scoreDocs;
          if (found.length == 0) {
            throw new UsageException("unknown item '" + item + "': " + path + " has none of it");
          }
          Map<String, String> fields = new LinkedHashMap<>();
          for (IndexableField field : searcher.storedFields().document(found[0].doc)) {
            fields.put(field.name(), field.stringValue());
          }
          return fields;
        });
  }

  /** Reads one commit. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(IndexSearcher searcher) throws IOException;
  }

  private <T> T reading(Reader<T> reader) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return reader.read(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (AlreadyClosedException e) {
      throw closed(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + path + ": " + e.getMessage(), e);
    }
  }

  private IllegalStateException closed(AlreadyClosedException e) {
    return new IllegalStateException(path + ": the index is closed", e);
  }

  /** Lets go of its files; closing again does nothing. */
  @Override
  public void close() {
    try (directory) {
      searchers.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path + ": " + e.getMessage(), e);
    }
  }
}
