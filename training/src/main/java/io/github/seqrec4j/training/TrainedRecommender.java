package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.config.HoconWriter;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.Catalogue;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.ModelBundle;
import io.github.seqrec4j.runtime.ModelOrigin;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.UserEncoder;
import io.github.seqrec4j.runtime.UserHistories;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** A recommender fresh from its training, with all its weights: it can be saved. */
public final class TrainedRecommender extends SequentialRecommender {

  /** Name of the file of a bundle that holds the whole configuration of the training. */
  static final String RUN = "run.conf";

  /** Name of the file of a bundle that holds the {@link TrainingReport}. */
  static final String REPORT = "report.json";

  private final RunSpec run;
  private final Map<String, NDArray> weights;
  private final TrainingReport report;

  /** Takes ownership of the manager and all arrays in it. */
  TrainedRecommender(
      NDManager manager,
      RunSpec run,
      Map<String, NDArray> weights,
      ModelOrigin origin,
      UserEncoder users,
      ItemVectors items,
      Catalogue catalogue,
      UserHistories histories,
      TrainingReport report) {
    super(manager, run.recommender().model(), origin, users, items, catalogue, histories);
    this.run = run;
    this.weights = weights;
    this.report = report;
  }

  /** Of a model with the weights that it is to keep; likewise. */
  static TrainedRecommender of(
      NDManager manager,
      RunSpec run,
      Dataset dataset,
      SequenceModel model,
      UserEncoder users,
      ItemVectors items,
      TrainingReport report) {
    return new TrainedRecommender(
        manager,
        run,
        model.weights(),
        new ModelOrigin(
            ModelOrigin.libraryVersion(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            dataset.hash(),
            model.schema(),
            dataset.categories()),
        users,
        items,
        CatalogueEncoding.names(dataset),
        CatalogueEncoding.histories(dataset),
        report);
  }

  /**
   * Writes the model bundle: what the model is, configuration, weights, item vectors, items, the
   * report, and the checksums of all. Users are not in it unless asked for.
   *
   * @param bundle directory to create; it must not exist
   * @param options what else to write
   * @throws IllegalArgumentException if it exists
   */
  public void save(Path bundle, SaveOption... options) {
    Map<String, String> others =
        Map.of(
            RUN,
            HoconWriter.write(RunSpec.ROOT, run),
            REPORT,
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(report));
    UserHistories users =
        List.of(options).contains(SaveOption.USER_HISTORIES) ? histories().orElseThrow() : null;
    read(
        (manager, backbones, items) -> {
          ModelBundle.save(
              bundle,
              new ModelBundle.Content(
                  model(), origin(), weights, items, catalogue(), users, others));
          return bundle;
        });
  }

  /** What the training came to. */
  public TrainingReport report() {
    return report;
  }

  /** What defines this recommender. */
  public RecommenderSpec spec() {
    return run.recommender();
  }

  /** Where the data it was trained on was, and how it was read. */
  public DataSpec data() {
    return run.data();
  }
}
