package io.github.seqrec4j.cli.export;

import io.github.seqrec4j.lucene.ItemAttribute;
import io.github.seqrec4j.lucene.ModelIdentity;
import io.github.seqrec4j.lucene.VectorIndexSpec;
import java.util.List;

/**
 * What is exported.
 *
 * @param kind column of the identifiers: item or user
 * @param rows number of vectors, at least 1
 * @param dimension MD, numbers of a vector
 * @param attributes of items, beside their titles
 * @param index of formats that are searched by a graph
 * @param model whose vectors these are
 */
public record ExportTask(
    Kind kind,
    int rows,
    int dimension,
    List<ItemAttribute> attributes,
    VectorIndexSpec index,
    ModelIdentity model) {

  /** Whose vectors. */
  public enum Kind {
    /** Of items, with titles and attributes. */
    ITEM,
    /** Of users, by identifiers alone. */
    USER;

    String key() {
      return this == ITEM ? "item" : "user";
    }
  }

  /** Copies the list. */
  public ExportTask {
    attributes = List.copyOf(attributes);
  }
}
