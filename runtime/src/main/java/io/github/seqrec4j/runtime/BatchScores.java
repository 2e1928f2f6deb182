package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.RecommendRequest.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * User vectors of a batch of requests, and the scores of all rows of a catalogue. A branch that no
 * request of the batch needs is not computed.
 *
 * <p>Shapes: B requests, S items of a history, N rows of the bundle, R rows in all, M branches, D
 * width.
 */
final class BatchScores {

  private final Scoring scoring;
  private final BranchWeights weights;
  private final CatalogueView catalogue;
  private final List<ResolvedRequest> requests;
  private final int width;
  private final int maxLength;
  private final boolean[] knowsId; // by request: whether its history has an item that has the ID
  private final float[] users; // (B, MD)

  /** Which branches are computed. */
  enum Wanted {
    /** Those that the requests are answered by. */
    NEEDED,
    /** All. */
    ALL
  }

  BatchScores(
      Scoring scoring,
      BranchWeights weights,
      CatalogueView catalogue,
      List<ResolvedRequest> requests,
      int width,
      int maxLength,
      Wanted wanted) {
    this.scoring = scoring;
    this.weights = weights;
    this.catalogue = catalogue;
    this.requests = requests;
    this.width = width;
    this.maxLength = maxLength;
    knowsId = new boolean[requests.size()];
    users = encode(wanted);
  }

  /** Of one of the requests of others. */
  private BatchScores(BatchScores all, int row) {
    scoring = all.scoring;
    weights = all.weights;
    catalogue = all.catalogue;
    requests = List.of(all.requests.get(row));
    width = all.width;
    maxLength = all.maxLength;
    knowsId = new boolean[] {all.knowsId[row]};
    users = all.user(row);
  }

  /** (MD), vector of a request in every branch that was computed, zero in the others. */
  float[] user(int row) {
    int columns = weights.count() * width;
    return Arrays.copyOfRange(users, row * columns, (row + 1) * columns);
  }

  /** Whether a branch has anything to say to a request. */
  boolean answers(int row, int m) {
    return m != weights.id() || knowsId[row];
  }

  private float[] encode(Wanted wanted) {
    boolean[] asked = new boolean[weights.count()];
    boolean whole = true; // whether all branches read the same events
    for (int row = 0; row < requests.size(); row++) {
      ResolvedRequest request = requests.get(row);
      int[] byId = request.readable(weights.id() != BranchWeights.NONE);
      knowsId[row] = byId.length > 0;
      whole &= byId.length == request.items().length;
      for (int m = 0; m < asked.length; m++) {
        asked[m] |= wanted == Wanted.ALL || isAsked(request, m, knowsId[row]);
      }
    }
    if (whole) {
      return scoring.encode(histories(requests, false), asked, catalogue.live());
    }
    return encodeApart(asked);
  }

  private boolean isAsked(ResolvedRequest request, int m, boolean hasId) {
    if (request.branch() != ResolvedRequest.ENSEMBLE) {
      return request.branch() == m || request.request().scores() == Scores.BRANCHES;
    }
    boolean byContent = catalogue.hasLacking() || !hasId;
    return weights.weight(m) > 0
        || (byContent && weights.content(m) > 0)
        || request.request().scores() == Scores.BRANCHES;
  }

  /** Where the branch of the ID reads fewer events than the others. */
  private float[] encodeApart(boolean[] asked) {
    int id = weights.id();
    boolean[] content = asked.clone();
    content[id] = false;
    float[] vectors = scoring.encode(histories(requests, false), content, catalogue.live());
    List<ResolvedRequest> some =
        IntStream.range(0, requests.size())
            .filter(row -> knowsId[row])
            .mapToObj(requests::get)
            .toList();
    if (!asked[id] || some.isEmpty()) {
      return vectors;
    }
    boolean[] only = new boolean[asked.length];
    only[id] = true;
    float[] byId = scoring.encode(histories(some, true), only, catalogue.live());
    int columns = asked.length * width;
    int from = 0;
    for (int row = 0; row < requests.size(); row++) {
      if (knowsId[row]) {
        System.arraycopy(
            byId, from * columns + id * width, vectors, row * columns + id * width, width);
        from++;
      }
    }
    return vectors;
  }

  private Histories histories(List<ResolvedRequest> some, boolean byId) {
    Histories histories = new Histories(some.size(), maxLength);
    for (int row = 0; row < some.size(); row++) {
      some.get(row).writeTo(histories, row, some.get(row).readable(byId));
    }
    return histories;
  }

  /** What a branch counts in the score of a request. */
  float weight(int row, int m) {
    int branch = requests.get(row).branch();
    if (branch != ResolvedRequest.ENSEMBLE) {
      return branch == m ? 1 : 0;
    }
    return knowsId[row] || !weights.countsId() ? weights.weight(m) : weights.content(m);
  }

  /** The vectors that give the scores by one inner product: each branch by its weight, (B, MD). */
  float[] weighted() {
    float[] weighted = new float[users.length];
    for (int row = 0; row < requests.size(); row++) {
      for (int m = 0; m < weights.count(); m++) {
        scale(weighted, row, m, weight(row, m));
      }
    }
    return weighted;
  }

  private void scale(float[] target, int row, int m, float weight) {
    int from = (row * weights.count() + m) * width;
    for (int j = from; j < from + width; j++) {
      target[j] = weight * users[j];
    }
  }

  /** B. */
  int size() {
    return requests.size();
  }

  /** Whether items that lack the ID are scored by their rank in a request's answer. */
  boolean matches(int row) {
    return !isComplete()
        && requests.get(row).branch() == ResolvedRequest.ENSEMBLE
        && knowsId[row]
        && weights.countsId();
  }

  /** Whether a request asks the branch that some items lack. */
  boolean asksIdAlone(int row) {
    return !isComplete() && requests.get(row).branch() == weights.id();
  }

  /**
   * How many times longer the vector of {@link #weighted} is than that of {@link #byContent}, 1
   * where the latter is zero.
   */
  double stretch(int row) {
    double all = 0;
    double content = 0;
    for (int m = 0; m < weights.count(); m++) {
      double squares = 0;
      int from = (row * weights.count() + m) * width;
      for (int j = from; j < from + width; j++) {
        squares += (double) users[j] * users[j];
      }
      all += squares * weight(row, m) * weight(row, m);
      content += squares * weights.content(m) * weights.content(m);
    }
    return content > 0 ? Math.sqrt(all / content) : 1;
  }

  /**
   * The best of each request.
   *
   * @param k how many are wanted, a number a request
   */
  List<TopItems> best(int[] k) {
    List<Selection> selections = new ArrayList<>();
    for (ResolvedRequest request : requests) {
      selections.add(
          new Selection(
              k[selections.size()], request.admitted(), request.request().filter().isPresent()));
    }
    LiveRows.Snapshot live = catalogue.live();
    if (isComplete() && (live == null || live.size() == 0)) {
      float[] weighted = weighted();
      checkFinite(weighted);
      return scoring.best(weighted, from(), to(), selections);
    }
    List<@Nullable TopItems> found =
        new LivingSearch(this, requests, scoring, catalogue, weights.count() * width)
            .best(selections);
    List<TopItems> best = new ArrayList<>();
    for (int row = 0; row < found.size(); row++) {
      TopItems items = found.get(row);
      if (items == null) {
        float[] scores = new BatchScores(this, row).scores();
        items = TopItems.of(scores, 0, catalogue.rows(), selections.get(row));
      }
      best.add(items);
    }
    return best;
  }

  /** Of a batch of one request: see {@link AllScores#of}. */
  float[] scores() {
    return new AllScores(this, scoring, catalogue).of();
  }

  /** The first number of a vector that any request counts. */
  private int from() {
    int m = 0;
    while (m < weights.count() - 1 && !counts(m)) {
      m++;
    }
    return m * width;
  }

  /** Behind the last one. */
  private int to() {
    int m = weights.count() - 1;
    while (m > 0 && !counts(m)) {
      m--;
    }
    return (m + 1) * width;
  }

  private boolean counts(int m) {
    return IntStream.range(0, requests.size()).anyMatch(row -> weight(row, m) > 0);
  }

  /** Whether all rows have all branches. */
  private boolean isComplete() {
    return !catalogue.hasLacking() || weights.id() == BranchWeights.NONE;
  }

  /** The vectors that give the scores by content alone, (B, MD). */
  float[] byContent() {
    float[] byContent = new float[users.length];
    for (int row = 0; row < requests.size(); row++) {
      for (int m = 0; m < weights.count(); m++) {
        scale(byContent, row, m, weights.content(m));
      }
    }
    return byContent;
  }

  static void checkFinite(float[] scores) {
    int at = StoredType.firstNotFinite(scores);
    if (at >= 0) {
      throw Selection.notFinite(scores[at]);
    }
  }

  /** Vector of a row, (MD). */
  float[] item(int row) {
    return item(scoring, catalogue, weights.count() * width, row);
  }

  /** Vector of a row, (MD). */
  static float[] item(Scoring scoring, CatalogueView catalogue, int columns, int row) {
    LiveRows.Snapshot live = catalogue.live();
    if (live == null || row <= catalogue.bundleRows()) {
      return scoring.itemVector(row);
    }
    float[] vector = new float[columns];
    live.copy(row, 0, vector);
    return vector;
  }

  /** Score of a row in a branch for a request. */
  double score(int request, int m, float[] item) {
    double sum = 0;
    int from = (request * weights.count() + m) * width;
    for (int j = 0; j < width; j++) {
      sum += (double) users[from + j] * item[m * width + j];
    }
    return sum;
  }
}
