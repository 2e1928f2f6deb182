package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.table.ParquetWriter;
import io.github.seqrec4j.data.table.ParquetWriter.ColumnType;
import io.github.seqrec4j.data.table.ParquetWriter.Field;
import io.github.seqrec4j.evaluation.Predictions;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.nio.file.Path;
import java.util.List;

/** The lists behind an evaluation as a Parquet file, with the columns of the text form. */
final class PredictionsParquet {

  private static final List<Field> FIELDS =
      List.of(
          new Field("user", ColumnType.TEXT),
          new Field("target", ColumnType.TEXT),
          new Field("item", ColumnType.TEXT),
          new Field("rank", ColumnType.INTEGER),
          new Field("score", ColumnType.FLOAT));

  private PredictionsParquet() {}

  /** Writes the file, which appears whole or not at all. */
  static void write(
      Path file,
      SequentialRecommender recommender,
      Dataset dataset,
      EvaluationSet set,
      EvaluationSpec spec,
      int length) {
    try (ParquetWriter writer = new ParquetWriter(file, FIELDS)) {
      Predictions.each(
          recommender,
          dataset,
          set,
          spec,
          length,
          (user, target, item, rank, score) -> writer.add(user, target, item, rank, score));
      writer.finish();
    }
  }
}
