package io.github.seqrec4j.lucene;

import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;

/**
 * What an index says of itself in its commit, so that both appear at once.
 *
 * @param model whose items it holds
 * @param dimension MD, numbers of a vector
 * @param spec of its graph
 */
record IndexLabel(ModelIdentity model, int dimension, VectorIndexSpec spec) {

  private static final String FORMAT = "1";
  private static final String FORMAT_KEY = "seqrec4j.format";

  Map<String, String> entries() {
    return Map.of(
        FORMAT_KEY,
        FORMAT,
        "model",
        model.hash(),
        "created",
        model.created(),
        "items",
        String.valueOf(model.items()),
        "dimension",
        String.valueOf(dimension),
        "connections",
        String.valueOf(spec.connections()),
        "construction",
        String.valueOf(spec.construction()),
        "precision",
        spec.precision().name().toLowerCase(Locale.ROOT));
  }

  /** Of the last commit in a directory. */
  static IndexLabel read(Path path, Directory directory) throws IOException {
    return of(path, SegmentInfos.readLatestCommit(directory).getUserData());
  }

  /**
   * Of the data of a commit.
   *
   * @throws DataException if it is of another format, or of an index that is not ours
   */
  static IndexLabel of(Path path, Map<String, String> entries) {
    String format = entries.get(FORMAT_KEY);
    if (!FORMAT.equals(format)) {
      throw new DataException(
          path
              + (format == null
                  ? ": a Lucene index, but none of items that seqrec4j wrote"
                  : ": format " + format + ", this version of seqrec4j reads " + FORMAT)
              + "; export the model again, to a new directory");
    }
    try {
      return new IndexLabel(
          new ModelIdentity(
              get(entries, "model"),
              get(entries, "created"),
              Integer.parseInt(get(entries, "items"))),
          Integer.parseInt(get(entries, "dimension")),
          VectorIndexSpec.builder()
              .connections(Integer.parseInt(get(entries, "connections")))
              .construction(Integer.parseInt(get(entries, "construction")))
              .precision(
                  VectorIndexSpec.Precision.valueOf(
                      get(entries, "precision").toUpperCase(Locale.ROOT)))
              .build());
    } catch (IllegalArgumentException e) {
      throw new DataException(
          path + ": damaged: " + e.getMessage() + "; export the model again", e);
    }
  }

  private static String get(Map<String, String> entries, String key) {
    String value = entries.get(key);
    if (value == null) {
      throw new IllegalArgumentException("its commit has no '" + key + "'");
    }
    return value;
  }
}
