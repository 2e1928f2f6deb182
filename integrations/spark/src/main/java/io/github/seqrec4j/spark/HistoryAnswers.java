package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.Recommendations;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Adds to each row the answer for its history, a batch of rows at a time. */
final class HistoryAnswers implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  /** An item that is recommended. */
  static final StructType RECOMMENDATION =
      new StructType()
          .add("item", DataTypes.StringType, false)
          .add("score", DataTypes.FloatType, false);

  private final UserScorer scorer;
  private final HistoryColumn column;

  HistoryAnswers(UserScorer scorer, HistoryColumn column) {
    this.scorer = scorer;
    this.column = column;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new RowBatches<>(rows, UserScorer.BATCH, this::answered);
  }

  private List<Row> answered(List<Row> rows) {
    List<UserScorer.History> asking = new ArrayList<>();
    List<Integer> of = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      List<Event> events = column.events(rows.get(r));
      if (!events.isEmpty()) {
        asking.add(new UserScorer.History("with " + events.get(0).item() + " first", events));
        of.add(r);
      }
    }
    Row[][] found = new Row[rows.size()][0];
    List<Recommendations> answers = asking.isEmpty() ? List.of() : scorer.answers(asking);
    for (int i = 0; i < answers.size(); i++) {
      found[of.get(i)] =
          answers.get(i).stream()
              .map(each -> RowFactory.create(each.item(), (float) each.score()))
              .toArray(Row[]::new);
    }
    List<Row> answered = new ArrayList<>();
    for (int r = 0; r < found.length; r++) {
      answered.add(with(rows.get(r), found[r]));
    }
    return answered;
  }

  private static Row with(Row row, Row[] recommendations) {
    @Nullable Object[] values = new @Nullable Object[row.size() + 1];
    for (int c = 0; c < row.size(); c++) {
      values[c] = row.get(c);
    }
    values[row.size()] = recommendations;
    return RowFactory.create(values);
  }
}
