package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommendOptions;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommender;
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
public class SequentialRecommender implements Recommender {

  private final NDManager manager;
  private final ModelSpec model;
  private final UserEncoder users;
  private final ItemVectors items;
  private final Catalogue catalogue;
  private final Map<String, Integer> itemIndices;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /** Takes ownership of the manager and all arrays in it. */
  @Internal
  protected SequentialRecommender(
      NDManager manager,
      ModelSpec model,
      UserEncoder users,
      ItemVectors items,
      Catalogue catalogue) {
    this.manager = manager;
    this.model = model;
    this.users = users;
    this.items = items;
    this.catalogue = catalogue;
    itemIndices = catalogue.itemIndices();
    // The first pass fills the parameter store, which is then only read.
    Histories any = new Histories(1, model.maxLength());
    any.items()[model.maxLength() - 1] = 1;
    try (NDManager scratch = manager.newSubManager()) {
      users.encodeLast(scratch, any, items);
    }
  }

  /**
   * Loads a bundle, as a training saves it.
   *
   * @throws io.github.seqrec4j.api.DataException if it is missing, incomplete or damaged
   * @throws io.github.seqrec4j.api.ConfigException if its configuration names a component that is
   *     not on the class path
   */
  public static SequentialRecommender load(Path bundle) {
    return ModelBundle.load(bundle);
  }

  /** What this model computes. */
  public ModelSpec model() {
    return model;
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

  /** Names of items and users. */
  @Internal
  protected final Catalogue catalogue() {
    return catalogue;
  }

  /** What reads the arrays of a recommender. */
  @FunctionalInterface
  @Internal
  public interface Reader<T> {
    /** Reads; arrays that it makes belong to managers below the given one. */
    T read(NDManager manager, UserEncoder users, ItemVectors items);
  }

  /**
   * Runs a reader while the recommender cannot be closed.
   *
   * @throws IllegalStateException if it is closed
   */
  @Internal
  public final <T> T read(Reader<T> reader) {
    return reading(() -> reader.read(manager, users, items));
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
    int slots = model.maxLength();
    Histories last = new Histories(1, slots);
    int used = Math.min(slots, history.length);
    System.arraycopy(history, history.length - used, last.items(), slots - used, used);
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
