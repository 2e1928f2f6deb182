package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.encode.ChunkedFeatures;
import io.github.seqrec4j.encode.EncodedChunk;
import io.github.seqrec4j.encode.EncodedChunk.Item;
import io.github.seqrec4j.encode.EncodingSummary;
import io.github.seqrec4j.encode.Redo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Features as {@link ItemEncoding} leaves them. They are files of the workspace, which {@link
 * #close} deletes: write what is to stay.
 */
public final class EncodedItems implements AutoCloseable {

  private static final int EXAMPLES = 5;

  private final SparkSession spark;
  private final ChunkStore store;
  private final RowContents<?> contents;
  private final DataSpec data;
  private final FeatureShape shape;
  private final List<String> files;
  private final long encoded;
  private final long missing;
  private final long unreadable;
  private final List<String> examples;

  private EncodedItems(
      SparkSession spark,
      ChunkStore store,
      RowContents<?> contents,
      DataSpec data,
      FeatureShape shape,
      List<Row> done) {
    this.spark = spark;
    this.store = store;
    this.contents = contents;
    this.data = data;
    this.shape = shape;
    files = done.stream().map(row -> row.getString(1)).toList();
    encoded = done.stream().mapToLong(row -> row.getInt(2)).sum();
    missing = done.stream().mapToLong(row -> row.getInt(3)).sum();
    unreadable = done.stream().mapToLong(row -> row.getInt(4)).sum();
    examples =
        done.stream().flatMap(row -> row.<String>getList(5).stream()).limit(EXAMPLES).toList();
  }

  /**
   * Of what became of chunks.
   *
   * @throws DataException if nothing was encoded
   */
  static EncodedItems of(
      SparkSession spark,
      ChunkStore store,
      RowContents<?> contents,
      DataSpec data,
      FeatureShape shape,
      List<Row> done) {
    EncodedItems items = new EncodedItems(spark, store, contents, data, shape, done);
    if (items.encoded == 0) {
      items.close();
      throw new DataException(
          CatalogueRows.NAME
              + ": none of "
              + (items.missing + items.unreadable)
              + " items has anything to encode; unreadable: "
              + items.unreadable
              + " "
              + items.examples);
    }
    return items;
  }

  /** What a row of features looks like. */
  public FeatureShape shape() {
    return shape;
  }

  /** Items with features, at least 1. */
  public long encoded() {
    return encoded;
  }

  /** Items with nothing to encode; their rows are zero. */
  public long missing() {
    return missing;
  }

  /** Items whose content could not be read; their rows are zero. */
  public long unreadable() {
    return unreadable;
  }

  /** The first few that could not be read, each with the reason. */
  public List<String> examples() {
    return examples;
  }

  /**
   * The features: the item by the name of the settings, {@code vector}, the (F) or (T, F) numbers
   * in float32 with the last dimension innermost, null where an item has none, and {@code mask},
   * which of the T vectors are real, T being 1 where an item has one vector.
   */
  public Dataset<Row> features() {
    StructType schema =
        new StructType()
            .add(data.itemColumn(), DataTypes.StringType, false)
            .add("vector", DataTypes.createArrayType(DataTypes.FloatType, false), true)
            .add("mask", DataTypes.createArrayType(DataTypes.BooleanType, false), false);
    return spark
        .createDataset(files, Encoders.STRING())
        .repartition(files.size())
        .flatMap(rows(store, shape.dimensions()), Encoders.row(schema));
  }

  private static FlatMapFunction<String, Row> rows(ChunkStore store, List<Integer> shape) {
    return name -> {
      FeatureShape each = new FeatureShape(shape);
      List<Row> rows = new ArrayList<>();
      for (Item item : ChunkFile.read(name, store.read(name), each).items()) {
        FeatureRow features = item.features();
        rows.add(
            RowFactory.create(
                item.id(),
                features == null ? null : features.values(),
                ChunkFile.mask(features, each)));
      }
      return rows.iterator();
    };
  }

  /**
   * Writes {@code features/<modality>.npy}, its mask, and how they were made, into a dataset
   * directory of the driver's machine, one chunk in memory at a time: the files of {@code seqrec
   * encode}. Features of seqrec4j's that are there are replaced.
   *
   * @param directory whose items are these, in this order
   * @param redo {@code ALWAYS} to replace features of another origin too, which are refused
   *     otherwise
   * @throws DataException if its items are others
   */
  public EncodingSummary writeFeatures(Path directory, Redo redo) {
    return contents.write(
        new ChunkedFeatures(directory, data, shape, contents.model(), redo), chunks());
  }

  private Iterator<EncodedChunk> chunks() {
    return files.stream()
        .map(
            name -> {
              try {
                return ChunkFile.read(name, store.read(name), shape);
              } catch (IOException e) {
                throw new UncheckedIOException(name + ": " + e.getMessage(), e);
              }
            })
        .iterator();
  }

  /** Deletes the features from the workspace. */
  @Override
  public void close() {
    store.delete();
  }

  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d items encoded, %,d had nothing to encode, %,d were unreadable %s",
        encoded,
        missing,
        unreadable,
        examples);
  }
}
