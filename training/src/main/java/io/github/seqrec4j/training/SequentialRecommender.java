package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.RecommendOptions;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.EvaluationSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A trained model at run time: it encodes a history with the backbones and scores all items by one
 * inner product (paper section 3.5; score(i) = mean over branches of u . e(i)). Many threads may
 * ask at once; {@link #close()} waits for those under way.
 */
public final class SequentialRecommender implements Recommender {

  private final NDManager manager;
  private final RunSpec run;
  private final RecommenderSpec spec;
  private final Map<String, NDArray> weights;
  private final UserEncoder users;
  private final ItemVectors items;
  private final Catalogue catalogue;
  private final Map<String, Integer> itemIndices;
  private final TrainingReport report;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /** Takes ownership of the manager and all arrays in it. */
  SequentialRecommender(
      NDManager manager,
      RunSpec run,
      Map<String, NDArray> weights,
      UserEncoder users,
      ItemVectors items,
      Catalogue catalogue,
      TrainingReport report) {
    this.manager = manager;
    this.run = run;
    spec = run.recommender();
    this.weights = weights;
    this.users = users;
    this.items = items;
    this.catalogue = catalogue;
    itemIndices = catalogue.itemIndices();
    this.report = report;
    // The first pass fills the parameter store, which is then only read.
    int[] any = new int[spec.maxLength()];
    any[any.length - 1] = 1;
    try (NDManager scratch = manager.newSubManager()) {
      users.encodeLast(scratch, any, items);
    }
  }

  /**
   * Loads a bundle written by {@link #save(Path)}.
   *
   * @throws io.github.seqrec4j.api.DataException if it is missing, incomplete or damaged
   * @throws io.github.seqrec4j.api.ConfigException if its configuration names a component that is
   *     not on the class path
   */
  public static SequentialRecommender load(Path bundle) {
    return ModelBundle.load(bundle);
  }

  /**
   * Writes the model bundle: configuration, weights, item vectors, items, user histories, and their
   * checksums.
   *
   * @param bundle directory to create; it must not exist
   * @throws IllegalArgumentException if it exists
   */
  public void save(Path bundle) {
    reading(
        () -> {
          ModelBundle.save(bundle, run, weights, items, catalogue, report);
          return bundle;
        });
  }

  /** What the training came to. */
  public TrainingReport report() {
    return report;
  }

  /** What defines this recommender. */
  public RecommenderSpec spec() {
    return spec;
  }

  /** Where the data it was trained on was, and how it was read. */
  public DataSpec data() {
    return run.data();
  }

  @Override
  public List<Branch> branches() {
    return users.branches();
  }

  /** Title of an item, or its identifier where the catalogue has none. */
  public String title(String item) {
    return catalogue.titles().get(index(item) - 1);
  }

  /** Identifiers of all items. */
  public List<String> items() {
    return catalogue.itemIds();
  }

  /** Identifiers of all users of the training data. */
  public List<String> users() {
    return List.copyOf(catalogue.histories().keySet());
  }

  /**
   * Items of a user of the training data, oldest first.
   *
   * @throws IllegalArgumentException if the user is unknown
   */
  public List<String> history(String user) {
    return Arrays.stream(historyOf(user)).mapToObj(i -> catalogue.itemIds().get(i - 1)).toList();
  }

  /**
   * Rankings of the targets of a set, for {@code ensemble} and each branch. The set's items must be
   * this model's.
   */
  public Map<String, Ranking> evaluate(EvaluationSet set, EvaluationSpec evaluation) {
    return reading(() -> Evaluator.evaluate(manager, users, items, set, evaluation));
  }

  @Override
  public List<Recommendation> recommend(List<String> history, int k, RecommendOptions options) {
    return recommend(history.stream().mapToInt(this::index).toArray(), k, options);
  }

  @Override
  public List<Recommendation> recommendToUser(String user, int k, RecommendOptions options) {
    return recommend(historyOf(user), k, options);
  }

  private int index(String item) {
    Integer index = itemIndices.get(item);
    if (index == null) {
      throw new IllegalArgumentException(
          "unknown item '"
              + item
              + "': the model was trained on "
              + itemIndices.size()
              + " items and this is none of them");
    }
    return index;
  }

  private int[] historyOf(String user) {
    int[] history = catalogue.histories().get(user);
    if (history == null) {
      throw new IllegalArgumentException(
          "unknown user '"
              + user
              + "': not among the "
              + catalogue.histories().size()
              + " users trained on; give the history instead");
    }
    return history;
  }

  private List<Recommendation> recommend(int[] history, int k, RecommendOptions options) {
    Arguments.atLeast("k", k, 1);
    if (history.length == 0) {
      throw new IllegalArgumentException("the history is empty; give at least one item");
    }
    int slots = spec.maxLength();
    int[] last = new int[slots];
    int used = Math.min(slots, history.length);
    System.arraycopy(history, history.length - used, last, slots - used, used);
    return reading(
        () -> {
          try (NDManager scratch = manager.newSubManager()) {
            NDArray user = users.encodeLast(scratch, last, items); // (1, MD)
            float[] scores = items.scores(user).toFloatArray(); // (N)
            if (options.seen() == RecommendOptions.Seen.EXCLUDE) {
              for (int item : history) {
                scores[item - 1] = Float.NEGATIVE_INFINITY;
              }
            }
            int[] best = TopK.of(scores, k);
            float[][] branches = new float[0][];
            if (options.scores() == RecommendOptions.Scores.BRANCHES) {
              branches = new float[branches().size()][];
              for (int m = 0; m < branches.length; m++) {
                branches[m] = items.scores(user, m).toFloatArray();
              }
            }
            float[][] branchScores = branches;
            return Arrays.stream(best)
                .mapToObj(i -> recommendation(i, scores[i], branchScores))
                .toList();
          }
        });
  }

  private Recommendation recommendation(int column, float score, float[][] branchScores) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int m = 0; m < branchScores.length; m++) {
      scores.put(branches().get(m).name(), (double) branchScores[m][column]);
    }
    return new Recommendation(catalogue.itemIds().get(column), score, scores);
  }

  private <T> T reading(java.util.function.Supplier<T> action) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the recommender is closed");
      }
      return action.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        manager.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
