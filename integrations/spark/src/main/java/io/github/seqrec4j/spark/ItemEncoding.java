package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.encode.EncodedChunk;
import io.github.seqrec4j.encode.ItemContents;
import io.github.seqrec4j.encode.TextFeatures;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;

/**
 * Features of a catalogue, made on the executors by the encoders of {@code seqrec encode}, which
 * the application has on its class path ({@code seqrec4j-encode}). Each executor opens an encoder
 * once, whatever its tasks.
 *
 * <p>Items are encoded in chunks of up to 2048 neighbours, the same as on one machine, so that the
 * features are those of {@code seqrec encode}, byte by byte on like machines. A chunk that is done
 * stays in the workspace until the result is closed: the same call after a kill encodes what is
 * left, and one of a catalogue that has grown its new end.
 */
public final class ItemEncoding {

  private final PrepareSpec spec;
  private final String workspace;

  /**
   * Of catalogues.
   *
   * @param spec columns and order of the items, and what may be unusable, as of a preparation; all
   *     of the interactions is not used
   * @param workspace folder that the driver and all executors may write, by a path or a URL of any
   *     file system of Hadoop's
   */
  public ItemEncoding(PrepareSpec spec, String workspace) {
    this.spec = spec;
    this.workspace = workspace;
  }

  /**
   * Encodes texts. An item without text counts as missing.
   *
   * @param items with the columns of the text
   * @param text says what is encoded, and how; files of its model must be where this JVM and all
   *     executors find them
   * @return to be closed by the caller
   * @throws UsageException if the encoder learns from all texts of a catalogue
   * @throws DataException if a column is missing, more rows cannot be used than tolerated, the
   *     model cannot be used, or no item has a text
   */
  public EncodedItems texts(Dataset<Row> items, TextFeatures text) {
    if (text.encoder().learns()) {
      throw new UsageException(
          "text encoder '"
              + text.encoder().type()
              + "' learns from all texts of a catalogue, which no executor has; encode on one"
              + " machine (seqrec encode), or by another encoder");
    }
    DataSpec data = spec.data();
    SourceColumns source = new SourceColumns(CatalogueRows.NAME, items);
    List<String> names = List.copyOf(ItemContents.columns(data, text));
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(
          coalesce(source.text(name, "seqrec4j.encode.text.template or title-column"), lit(""))
              .as("content " + name));
    }
    return encode(items, columns, new TextRows(text, data.titleColumn(), names));
  }

  /**
   * Encodes pictures. An item without one counts as missing, and one with a picture that cannot be
   * read as unreadable.
   *
   * @param items with a column of pictures
   * @param column of their bytes, or of paths or URLs that all executors read; a null or blank one
   *     says that there is none. Bytes go through Spark's shuffle twice, and a task holds those of
   *     2048 items
   * @param encoder turns pictures into numbers; files of its model must be where this JVM and all
   *     executors find them
   * @return to be closed by the caller
   * @throws DataException if a column is missing, more rows cannot be used than tolerated, the
   *     model cannot be used, or no item has a readable picture
   */
  public EncodedItems pictures(Dataset<Row> items, String column, ImageEncoder encoder) {
    Column pictures = new SourceColumns(CatalogueRows.NAME, items).required(column, "column");
    DataType type = items.select(pictures).schema().fields()[0].dataType();
    boolean bytes = type.equals(DataTypes.BinaryType);
    if (!bytes && !(type instanceof StringType)) {
      throw new DataException(
          CatalogueRows.NAME
              + ": column '"
              + column
              + "' is of type "
              + type.sql()
              + "; expected paths of pictures as text, or their bytes");
    }
    return encode(
        items,
        List.of(pictures.as("content " + column)),
        new PictureRows(encoder, column, bytes, hadoop(items)));
  }

  private static HadoopSettings hadoop(Dataset<Row> items) {
    return new HadoopSettings(items.sparkSession().sparkContext().hadoopConfiguration());
  }

  private <T> EncodedItems encode(
      Dataset<Row> items, List<Column> columns, RowContents<T> contents) {
    FeatureShape shape;
    try (ContentModel<T> model = contents.open()) { // what it refuses is told at once
      shape = model.shape();
    }
    String key = Sha256.ofText(contents.key() + shape + version()).substring(0, 32);
    ChunkStore store = new ChunkStore(workspace + "/seqrec4j-encode-" + key, hadoop(items));
    try (Workspace own = new Workspace(items.sparkSession(), workspace)) {
      NumberedRows rows = rows(items, columns, own);
      int size = EncodedChunk.size(shape);
      int chunks = Math.toIntExact((rows.size() + size - 1) / size);
      Column chunk = EventFrame.column(NumberedRows.NUMBER).divide(size).cast(DataTypes.LongType);
      List<Row> done =
          rows.rows()
              .repartitionByRange(chunks, chunk)
              .sortWithinPartitions(EventFrame.column(NumberedRows.NUMBER))
              .mapPartitions(
                  new ChunkEncoder<>(contents, store, shape), Encoders.row(ChunkEncoder.DONE))
              .orderBy("chunk")
              .collectAsList(); // one per 2048 items
      return EncodedItems.of(items.sparkSession(), store, contents, spec.data(), shape, done);
    }
  }

  /** Number, item and content. */
  private NumberedRows rows(Dataset<Row> items, List<Column> columns, Workspace own) {
    SourceColumns source = new SourceColumns(CatalogueRows.NAME, items);
    Column item = EventFrame.column(spec.data().itemColumn());
    String order = spec.itemOrderColumn();
    List<Column> taken = new ArrayList<>();
    source.required(spec.data().itemColumn(), "item-column");
    taken.add(item);
    taken.addAll(columns);
    if (order != null && !order.equals(spec.data().itemColumn())) {
      taken.add(source.required(order, "itemOrderColumn"));
    }
    Dataset<Row> catalogue =
        new CatalogueRows(spec).of(items.select(taken.toArray(Column[]::new)), own);
    return NumberedRows.of(
        catalogue,
        order == null ? List.of(item) : List.of(EventFrame.column(order), item),
        own,
        "numbered");
  }

  private static String version() {
    return String.valueOf(ItemEncoding.class.getPackage().getImplementationVersion());
  }
}
