package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Experimental;
import io.github.seqrec4j.api.Explanation;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.api.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A trained model at run time: it encodes a history with the backbones and scores all items by one
 * inner product (paper section 3.5; score(i) = mean over branches of u . e(i), weighted where the
 * training chose weights). Many threads may ask at once; {@link #close()} waits for those under
 * way.
 *
 * <p>Shapes: B requests, N items, M branches, D width.
 */
public class SequentialRecommender implements Recommender {

  private final ModelSpec model;
  private final ModelOrigin origin;
  private final Scoring scoring;
  private final Catalogue catalogue;
  private final @Nullable BundleParts parts;
  private final @Nullable UserHistories histories;
  private final RequestScorer scorer;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile CatalogueView view;
  private boolean closed;

  /** Takes ownership of the manager and all arrays in it. */
  @Internal
  protected SequentialRecommender(
      NDManager manager,
      ModelSpec model,
      ModelOrigin origin,
      UserEncoder users,
      ItemVectors items,
      Catalogue catalogue,
      @Nullable UserHistories histories) {
    this(new TorchScoring(manager, users, items), model, origin, catalogue, histories, null);
  }

  /**
   * Takes ownership of the scoring.
   *
   * @param parts what else the bundle has, null for a model that was not loaded from one
   */
  SequentialRecommender(
      Scoring scoring,
      ModelSpec model,
      ModelOrigin origin,
      Catalogue catalogue,
      @Nullable UserHistories histories,
      @Nullable BundleParts parts) {
    this.scoring = scoring;
    this.model = model;
    this.origin = origin;
    this.catalogue = catalogue;
    this.histories = histories;
    this.parts = parts;
    view = CatalogueView.of(catalogue);
    scorer = new RequestScorer(scoring, model);
  }

  /**
   * Loads a bundle, as a training saves it. Nothing in it is believed before it is checked; memory
   * is taken for item vectors and backbones alone.
   *
   * @throws io.github.seqrec4j.api.DataException if it is missing, incomplete or damaged
   * @throws io.github.seqrec4j.api.ConfigException if its configuration names a component that is
   *     not on the class path
   */
  public static SequentialRecommender load(Path bundle) {
    return load(bundle, ServingEngine.AUTO);
  }

  /**
   * Loads a bundle to be computed by an engine of choice.
   *
   * @throws UsageException if {@link ServingEngine#JAVA} is asked of a backbone that has no Java
   *     form
   * @throws io.github.seqrec4j.api.SeqrecException if PyTorch is asked for, or needed, and not on
   *     the class path
   * @throws io.github.seqrec4j.api.DataException if it is missing, incomplete or damaged
   * @throws io.github.seqrec4j.api.ConfigException if its configuration names a component that is
   *     not on the class path
   */
  public static SequentialRecommender load(Path bundle, ServingEngine engine) {
    return BundleLoader.load(bundle, engine);
  }

  /** What computes the answers, {@link ServingEngine#JAVA} or {@link ServingEngine#PYTORCH}. */
  public ServingEngine engine() {
    return scoring.engine();
  }

  /** What this model computes. */
  public ModelSpec model() {
    return model;
  }

  /** Where this model comes from. */
  public ModelOrigin origin() {
    return origin;
  }

  @Override
  public List<Branch> branches() {
    return model.itemEncoder().branches();
  }

  @Override
  public List<String> items() {
    return view.items();
  }

  /**
   * Whether an item may stand in a history: those of {@link #items()}, and retired ones that the
   * bundle has.
   */
  public boolean knows(String item) {
    return view.index(item) > 0;
  }

  /**
   * Title of an item, or its identifier where the catalogue has none. One that was added and
   * retired still has its title for a while, so that an answer under way can be shown.
   *
   * @throws IllegalArgumentException if the item is unknown
   */
  public String title(String item) {
    CatalogueView now = view;
    int before = now.index(item) > 0 ? 0 : now.lastRow(item);
    return now.title(before > 0 ? before : index(now, item));
  }

  /** All items of the bundle in the order of their vectors, retired ones too. */
  @Internal
  public final List<String> storedItems() {
    return catalogue.itemIds();
  }

  /** How many of {@link #storedItems}, the last ones, were added after the training. */
  @Internal
  public final int storedSinceTraining() {
    return catalogue.added();
  }

  /** This model with the items that it has now, for calls that belong together. */
  @Internal
  public final ModelSnapshot snapshot() {
    return new ModelSnapshot(this, view);
  }

  /** The items as they are now. */
  CatalogueView view() {
    return view;
  }

  /** Goes over to other items between two requests. */
  void view(CatalogueView next) {
    view = next;
  }

  /** What else the bundle has, or null for a model that was not loaded from one. */
  @Nullable BundleParts parts() {
    return parts;
  }

  /** Vector of an item of the bundle, (MD). */
  float[] storedVector(int row) {
    return reading(() -> scoring.itemVector(row));
  }

  /** Vector of a row of a catalogue, (MD). */
  float[] vector(CatalogueView catalogue, int row) {
    return reading(() -> scorer.item(catalogue, row));
  }

  /** How much each branch counts in the ensemble's scores, by its name; 1 together. */
  public Map<String, Double> ensembleWeights() {
    return scoring.weights().byName(branches());
  }

  /**
   * Users of the training data with what they did: of a model fresh from its training, and of a
   * bundle that was saved with them.
   */
  public Optional<UserHistories> histories() {
    return Optional.ofNullable(histories);
  }

  /** Names of items. */
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
   * @throws UsageException if plain Java computes it, which has no arrays of the engine
   * @throws IllegalStateException if it is closed
   */
  @Internal
  public final <T> T read(Reader<T> reader) {
    return reading(
        () -> {
          if (scoring instanceof TorchScoring torch) {
            return reader.read(torch.manager(), torch.users(), torch.items());
          }
          throw new UsageException(
              "this recommender is computed in plain Java, and to evaluate or save it takes"
                  + " PyTorch: load it with ServingEngine.PYTORCH");
        });
  }

  @Override
  public Recommendations recommend(RecommendRequest request) {
    return recommend(view, request);
  }

  Recommendations recommend(CatalogueView now, RecommendRequest request) {
    return answers(now, List.of(resolve(now, request, ""))).get(0);
  }

  @Override
  public List<Recommendations> recommend(List<RecommendRequest> requests) {
    return recommend(view, requests);
  }

  List<Recommendations> recommend(CatalogueView now, List<RecommendRequest> requests) {
    List<ResolvedRequest> resolved = new ArrayList<>();
    for (RecommendRequest request : requests) {
      resolved.add(resolve(now, request, "request " + (resolved.size() + 1) + ": "));
    }
    return answers(now, resolved);
  }

  /**
   * Why items have the scores that they have for a request, whether it would be answered by them or
   * not: what it allows, denies and filters does not matter here.
   *
   * @param items items that can be recommended
   * @return an explanation for each, in their order
   * @throws IllegalArgumentException if an item cannot be recommended, or the request is refused,
   *     or no item of its history is known
   */
  @Experimental
  public List<Explanation> explain(RecommendRequest request, List<String> items) {
    return explain(view, request, items);
  }

  List<Explanation> explain(CatalogueView now, RecommendRequest request, List<String> items) {
    ResolvedRequest resolved = resolve(now, request, "");
    checkKnown(resolved);
    int[] rows = items.stream().mapToInt(item -> index(now, item)).toArray();
    for (int row : rows) {
      if (now.retired().get(row)) {
        throw new UsageException("item '" + now.itemId(row) + "' is retired, and has no score");
      }
    }
    return reading(() -> scorer.explain(now, resolved, rows));
  }

  @Override
  public float[] itemVector(String item) {
    CatalogueView now = view;
    int index = index(now, item);
    return reading(() -> scorer.item(now, index));
  }

  @Override
  public float[] userVector(RecommendRequest request) {
    CatalogueView now = view;
    ResolvedRequest resolved = resolve(now, request, "");
    checkKnown(resolved);
    return reading(() -> scorer.vector(now, resolved));
  }

  private static void checkKnown(ResolvedRequest resolved) {
    if (resolved.isEmpty()) {
      throw new UsageException(
          "no item of the history is known to the model: " + resolved.unknown());
    }
  }

  private List<Recommendations> answers(CatalogueView now, List<ResolvedRequest> requests) {
    return reading(() -> scorer.answers(now, requests));
  }

  private static int index(CatalogueView now, String item) {
    int index = now.index(item);
    if (index == 0) {
      throw new UsageException(
          "unknown item '"
              + item
              + "': the model knows "
              + now.items().size()
              + " items and this is none of them");
    }
    return index;
  }

  private ResolvedRequest resolve(CatalogueView now, RecommendRequest request, String which) {
    try {
      return new ResolvedRequest(request, now, model, origin.categories());
    } catch (UsageException e) {
      throw new UsageException(which + e.getMessage(), e);
    }
  }

  private <T> T reading(Supplier<T> action) {
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

  /**
   * Waits for requests under way, then releases what the engine holds.
   *
   * @throws IllegalStateException if a request of this thread is under way, such as in its filter
   */
  @Override
  public void close() {
    if (lock.getReadHoldCount() > 0) {
      throw new IllegalStateException("a recommender cannot be closed from within a request to it");
    }
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        scoring.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
