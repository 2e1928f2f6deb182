package io.github.seqrec4j.spring.test;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.api.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A recommender for tests, without a model: after an item comes the next in the list, then the one
 * after that, round to the beginning. Of the N items the first that follows the last known item of
 * the history scores 1, the next 1 - 1/N, and so on. It answers every option of a request as a
 * model does, and refuses what a model refuses; it has one branch, {@code order}. No two items are
 * alike, so that asking for {@link RecommendRequest#diversity} changes no answer. What a model says
 * beyond {@link Recommender}, such as explanations, takes a model.
 */
public final class TestRecommender implements Recommender {

  private static final Branch BRANCH = new Branch("order");

  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final List<String> items;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Over items, each once, at least one.
   *
   * @throws IllegalArgumentException if there is none, or one is there twice
   */
  public TestRecommender(List<String> items) {
    this.items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new UsageException("a recommender needs at least one item");
    }
    for (String item : items) {
      if (places.putIfAbsent(item, places.size()) != null) {
        throw new UsageException("item '" + item + "' is there twice; name each once");
      }
    }
  }

  @Override
  public Recommendations recommend(RecommendRequest request) {
    checkOpen();
    Set<String> unknown = checked(request);
    int last = last(request);
    if (last < 0) {
      return Recommendations.ofUnknownHistory(List.copyOf(unknown));
    }
    List<Recommendation> found = new ArrayList<>();
    for (int step = 0; step < items.size() && found.size() < request.k(); step++) {
      String item = items.get((last + 1 + step) % items.size());
      if (isWanted(item, request)) {
        double score = score(step);
        found.add(
            new Recommendation(
                item,
                score,
                request.scores() == Scores.BRANCHES ? Map.of(BRANCH.name(), score) : Map.of()));
      }
    }
    return Recommendations.of(found, List.copyOf(unknown));
  }

  @Override
  public List<Recommendations> recommend(List<RecommendRequest> requests) {
    return requests.stream().map(this::recommend).toList();
  }

  private double score(int step) {
    return 1 - step / (double) items.size();
  }

  /** The unknown items of the history, each once. */
  private Set<String> checked(RecommendRequest request) {
    Set<String> unknown = new LinkedHashSet<>();
    for (Event event : request.history()) {
      if (!places.containsKey(event.item())) {
        unknown.add(event.item());
      }
    }
    if (!unknown.isEmpty() && request.unknownItems() == UnknownItems.REFUSE) {
      throw new UsageException("unknown items " + unknown + "; those of this test are " + items);
    }
    request
        .branch()
        .filter(branch -> !branch.equals(BRANCH.name()))
        .ifPresent(
            branch -> {
              throw new UsageException(
                  "unknown branch '"
                      + branch
                      + "'; the one of this test is '"
                      + BRANCH.name()
                      + "'");
            });
    return unknown;
  }

  /** Place of the last known item of a history, or -1. */
  private int last(RecommendRequest request) {
    int last = -1;
    for (Event event : request.history()) {
      last = places.getOrDefault(event.item(), last);
    }
    return last;
  }

  private static boolean isWanted(String item, RecommendRequest request) {
    return (request.seen() == Seen.INCLUDE
            || request.history().stream().noneMatch(event -> event.item().equals(item)))
        && !request.denied().contains(item)
        && request.allowed().map(allowed -> allowed.contains(item)).orElse(true)
        && request.filter().map(filter -> filter.test(item)).orElse(true);
  }

  /** (N), one at the item's place, so that its product with a user's vector is its score. */
  @Override
  public float[] itemVector(String item) {
    checkOpen();
    Integer place = places.get(item);
    if (place == null) {
      throw new UsageException("unknown item '" + item + "'; those of this test are " + items);
    }
    float[] vector = new float[items.size()];
    vector[place] = 1;
    return vector;
  }

  /** (N), the score of every item. */
  @Override
  public float[] userVector(RecommendRequest request) {
    checkOpen();
    Set<String> unknown = checked(request);
    int last = last(request);
    if (last < 0) {
      throw new UsageException("no item of the history is known: " + unknown);
    }
    float[] vector = new float[items.size()];
    for (int step = 0; step < vector.length; step++) {
      vector[(last + 1 + step) % vector.length] = (float) score(step);
    }
    return vector;
  }

  @Override
  public List<Branch> branches() {
    return List.of(BRANCH);
  }

  @Override
  public List<String> items() {
    return items;
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the recommender is closed");
    }
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
