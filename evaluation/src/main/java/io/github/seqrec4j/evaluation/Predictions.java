package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The lists behind an evaluation as a table, so that others can check its metrics: tab-separated,
 * columns {@code user}, {@code target}, {@code item}, {@code rank} from 1, {@code score} of the
 * ensemble. {@code target} is the item held out, of which a user may have several, each with a list
 * of its own.
 */
public final class Predictions {

  private Predictions() {}

  /** Takes the rows of the table one after the other. */
  @FunctionalInterface
  public interface Row {
    /**
     * Takes a row.
     *
     * @param target the item held out
     * @param rank from 1
     * @param score of the ensemble
     */
    void add(String user, String target, String item, int rank, float score);
  }

  /**
   * Hands over the rows, target by target, for another form of the table.
   *
   * @param length items of a list, at least 1
   * @throws DataException if the data does not fit the model
   * @throws io.github.seqrec4j.api.UsageException if the recommender was loaded to be computed in
   *     plain Java
   */
  public static void each(
      SequentialRecommender recommender,
      Dataset dataset,
      EvaluationSet set,
      EvaluationSpec spec,
      int length,
      Row rows) {
    ListSink others = (target, items, scores, size) -> {};
    ListSink ensemble =
        (target, items, scores, size) -> {
          String user = dataset.userId(set.user(target));
          String held = dataset.itemId(set.target(target));
          for (int r = 0; r < size; r++) {
            rows.add(user, held, dataset.itemId(items[r]), r + 1, scores[r]);
          }
        };
    RecommendedLists.of(
        recommender,
        dataset,
        set,
        spec,
        length,
        name -> name.equals(Branch.ENSEMBLE) ? ensemble : others);
  }

  /**
   * Writes the table beside its place, and moves it there when it is whole.
   *
   * @param length items of a list, at least 1
   * @throws DataException if an identifier cannot stand in such a table, or the data does not fit
   *     the model
   * @throws io.github.seqrec4j.api.UsageException if the recommender was loaded to be computed in
   *     plain Java
   * @throws IOException if it cannot be written
   */
  public static void write(
      Path file,
      SequentialRecommender recommender,
      Dataset dataset,
      EvaluationSet set,
      EvaluationSpec spec,
      int length)
      throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          text.write("user\ttarget\titem\trank\tscore\n");
          try {
            each(
                recommender,
                dataset,
                set,
                spec,
                length,
                (user, target, item, rank, score) -> {
                  try {
                    text.write(
                        cell(user)
                            + '\t'
                            + cell(target)
                            + '\t'
                            + cell(item)
                            + '\t'
                            + rank
                            + '\t'
                            + score
                            + '\n');
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
          text.flush();
        });
  }

  private static String cell(String identifier) {
    if (identifier.chars().anyMatch(c -> c == '\t' || c == '\n' || c == '\r')) {
      throw new DataException(
          "identifier '"
              + identifier.replaceAll("[\\t\\n\\r]", "?")
              + "' has a tab or a line break and cannot stand in a tab-separated table; rename it");
    }
    return identifier;
  }
}
