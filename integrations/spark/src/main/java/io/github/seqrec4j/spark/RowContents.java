package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.encode.ChunkedFeatures;
import io.github.seqrec4j.encode.EncodedChunk;
import io.github.seqrec4j.encode.EncodingSummary;
import io.github.seqrec4j.encode.EncodingThreads;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * What is encoded of rows, and by what. Rows have the number of the item, its identifier, and what
 * else it takes.
 *
 * @param <T> the content
 */
abstract class RowContents<T> implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Places in a row. */
  static final int NUMBER = 0;

  static final int ITEM = 1;
  static final int CONTENT = 2;

  private final String config;
  private final String model;

  /**
   * As the driver sees it.
   *
   * @param config encoder and options, as HOCON
   * @param model hash of the encoder's model
   */
  RowContents(String config, String model) {
    this.config = config;
    this.model = model;
  }

  /** Modality, encoder, options and model, by which encodings are told apart. */
  final String key() {
    return getClass().getSimpleName() + '\n' + config + model;
  }

  final String config() {
    return config;
  }

  /** Hash of the encoder's model. */
  final String model() {
    return model;
  }

  /**
   * The encoder of this JVM, made ready.
   *
   * @throws DataException if it has another model than the driver's
   */
  abstract ContentModel<T> open();

  /** That this JVM sees the model that the driver saw. */
  final void check(String here) {
    if (!here.equals(model)) {
      throw new DataException(
          "the model of the encoder is another one on this executor than on the driver; all must"
              + " see the same files: "
              + config);
    }
  }

  /** Tells what the features of a row depend on, beside the encoder. */
  abstract void identify(Row row, Consumer<String> part);

  /** Encodes neighbours. */
  abstract EncodedChunk encode(List<Row> rows, ContentModel<T> model, EncodingThreads threads);

  /** Writes the features of all. */
  abstract EncodingSummary write(ChunkedFeatures features, Iterator<EncodedChunk> chunks);

  static List<String> items(List<Row> rows) {
    return rows.stream().map(row -> row.getString(ITEM)).toList();
  }
}
