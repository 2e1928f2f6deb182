package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.api.config.HoconWriter;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ItemColumns;
import io.github.seqrec4j.encode.ChunkedFeatures;
import io.github.seqrec4j.encode.EncodedChunk;
import io.github.seqrec4j.encode.EncodingSummary;
import io.github.seqrec4j.encode.EncodingThreads;
import io.github.seqrec4j.encode.TextFeatures;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Texts, made of columns. */
final class TextRows extends RowContents<String> {

  private static final long serialVersionUID = 1L;
  private static final String ROOT = "text";

  private final String titleColumn;
  private final ArrayList<String> columns;
  private transient @Nullable TextFeatures text;

  /**
   * Of rows.
   *
   * @param columns those of the text, in the order in which rows have them
   */
  TextRows(TextFeatures text, String titleColumn, List<String> columns) {
    super(HoconWriter.write(ROOT, text), text.encoder().hash());
    this.titleColumn = titleColumn;
    this.columns = new ArrayList<>(columns);
  }

  private synchronized TextFeatures text() {
    if (text == null) {
      text =
          ConfigSource.parse(config(), "text encoder", ROOT, List.of())
              .bind(ROOT, TextFeatures.class);
    }
    return text;
  }

  @Override
  ContentModel<String> open() {
    check(text().encoder().hash());
    return text().encoder().open(List.of());
  }

  @Override
  void identify(Row row, Consumer<String> part) {
    for (int c = 0; c < columns.size(); c++) {
      part.accept(row.getString(CONTENT + c));
    }
  }

  @Override
  EncodedChunk encode(List<Row> rows, ContentModel<String> model, EncodingThreads threads) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      int place = CONTENT + c;
      values.put(columns.get(c), rows.stream().map(row -> row.getString(place)).toList());
    }
    return EncodedChunk.ofTexts(
        new ItemColumns(items(rows), values),
        DataSpec.builder().titleColumn(titleColumn).build(),
        text(),
        model,
        threads);
  }

  @Override
  EncodingSummary write(ChunkedFeatures features, Iterator<EncodedChunk> chunks) {
    return features.writeTexts(text(), chunks);
  }
}
