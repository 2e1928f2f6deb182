package io.github.seqrec4j.lucene;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * A recommender that encodes the history with a model and looks for the items in an index. Items of
 * the history, denied items and filters are excluded exactly, whatever the way of searching.
 * Thread-safe; {@link #close} closes model and index.
 *
 * <p>Shapes: M branches, D width.
 */
public final class LuceneRecommender implements Recommender {

  private final SequentialRecommender model;
  private final ItemIndex index;
  private final VectorSearch search;
  private final Set<String> known;

  private LuceneRecommender(SequentialRecommender model, ItemIndex index, VectorSearch search) {
    this.model = model;
    this.index = index;
    this.search = search;
    known = Set.copyOf(model.items());
  }

  /**
   * Opens a model and the index of its items.
   *
   * @throws DataException if one of them is missing or damaged, or the index is of another model
   */
  public static LuceneRecommender open(Path bundle, Path index, VectorSearch search) {
    SequentialRecommender model = SequentialRecommender.load(bundle);
    try {
      ItemIndex items = ItemIndex.open(index);
      try {
        return of(model, items, search);
      } catch (RuntimeException e) {
        items.close();
        throw e;
      }
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Searches an index with the user vectors of a model, and owns both from now on.
   *
   * @throws DataException if the index is of another model; both stay the caller's
   */
  public static LuceneRecommender of(
      SequentialRecommender model, ItemIndex index, VectorSearch search) {
    ModelIdentity identity = ModelIdentity.of(model);
    if (!identity.equals(index.model())) {
      throw new DataException(
          "the index is of "
              + index.model()
              + ", and this is "
              + identity
              + "; export this model with 'seqrec export --to lucene', or load the other");
    }
    return new LuceneRecommender(model, index, search);
  }

  /** The index that is searched. */
  public ItemIndex index() {
    return index;
  }

  @Override
  public Recommendations recommend(RecommendRequest request) {
    return answer(request, null);
  }

  /**
   * Answers a request with items that match a query, such as one on an attribute.
   *
   * @throws IllegalArgumentException as {@link #recommend(RecommendRequest)} does
   */
  public Recommendations recommend(RecommendRequest request, Query filter) {
    return answer(request, filter);
  }

  @Override
  public List<Recommendations> recommend(List<RecommendRequest> requests) {
    List<Recommendations> answers = new ArrayList<>();
    for (RecommendRequest request : requests) {
      try {
        answers.add(recommend(request));
      } catch (UsageException e) {
        throw new UsageException("request " + (answers.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    return answers;
  }

  private Recommendations answer(RecommendRequest request, @Nullable Query filter) {
    Set<String> unknown = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    for (Event event : request.history()) {
      (known.contains(event.item()) ? seen : unknown).add(event.item());
    }
    if (seen.isEmpty() && request.unknownItems() == UnknownItems.SKIP) {
      return Recommendations.ofUnknownHistory(List.copyOf(unknown));
    }
    float[] user = model.userVector(request);
    Set<String> excluded = new HashSet<>(request.denied());
    if (request.seen() == Seen.EXCLUDE) {
      excluded.addAll(seen);
    }
    Query allowed = request.allowed().map(SearchRequest::items).orElse(null);
    List<ItemHit> hits =
        index.search(
            user,
            new SearchRequest(
                request.k(),
                excluded,
                SearchRequest.both(filter, allowed),
                request.filter().orElse(item -> true)),
            search);
    Map<String, float[]> users =
        request.scores() == Scores.BRANCHES && !hits.isEmpty() ? byBranch(request) : Map.of();
    List<Recommendation> found = new ArrayList<>();
    for (ItemHit hit : hits) {
      found.add(new Recommendation(hit.item(), hit.score(), branchScores(users, hit.item())));
    }
    return Recommendations.of(found, List.copyOf(unknown));
  }

  /** User vectors by which each branch scores on its own, (MD), by its name. */
  private Map<String, float[]> byBranch(RecommendRequest request) {
    RecommendRequest history =
        RecommendRequest.ofEvents(request.history()).unknownItems(request.unknownItems());
    RecommendRequest asked = request.time().map(history::at).orElse(history);
    Map<String, float[]> users = new LinkedHashMap<>();
    for (Branch branch : model.branches()) {
      users.put(branch.name(), model.userVector(asked.branch(branch.name())));
    }
    return users;
  }

  private Map<String, Double> branchScores(Map<String, float[]> users, String item) {
    Map<String, Double> scores = new LinkedHashMap<>();
    if (!users.isEmpty()) {
      float[] vector = model.itemVector(item);
      users.forEach(
          (branch, user) -> scores.put(branch, (double) VectorUtil.dotProduct(user, vector)));
    }
    return scores;
  }

  /**
   * Goes over to the newest commit of the index.
   *
   * @throws DataException if it holds items of another model; the one before stays
   */
  public void refresh() {
    index.refresh();
  }

  @Override
  public float[] itemVector(String item) {
    return model.itemVector(item);
  }

  @Override
  public float[] userVector(RecommendRequest request) {
    return model.userVector(request);
  }

  @Override
  public List<Branch> branches() {
    return model.branches();
  }

  @Override
  public List<String> items() {
    return model.items();
  }

  @Override
  public void close() {
    try (model) {
      index.close();
    }
  }
}
