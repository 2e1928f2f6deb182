package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.ShuffledLog;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Predictions;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Trains briefly where there is nothing to learn, and looks whether anything is found all the same:
 * then what is held out reaches the model by some other way than learning.
 *
 * <ul>
 *   <li><b>Targets shuffled</b>: within training, validation and test the items to be predicted
 *       change places among all users. A test target in a list is then chance, and how often it
 *       happens is that of the same lists with the targets dealt out to them anew: hits beyond all
 *       of {@value #DEALS} such deals are found in less than one of a thousand honest pipelines,
 *       whatever the model, as the deal that the model saw is one like the others (a permutation
 *       test, exact for any lists).
 *   <li><b>Order shuffled</b>: each user's items change places within the user. Of the first item
 *       to validate and the first to test of a user, both as likely to be the one, the test's must
 *       not be ranked before the other, after the same history, in more than half of the users: a
 *       sign test, at the same level. Validation may be ranked higher, as it chose the epoch.
 * </ul>
 *
 * <p>That finds what is in the way of an honest pipeline, also in plug-ins: held-out interactions
 * that are trained on, counted, or shown to the model with the request. It does not find features
 * that were made from the whole log, which stay what they were.
 *
 * @param targets what came of shuffled targets
 * @param order what came of a shuffled order
 */
public record LeakProbe(Targets targets, Order order) {

  /** Deals that the hits are compared with. */
  static final int DEALS = 999;

  private static final double LEVEL = 0.001;

  /** Epochs of a training. */
  private static final int EPOCHS = 3;

  /**
   * Shuffled targets.
   *
   * @param size number of test targets, one per user
   * @param cutoff length of the lists
   * @param hits targets that are in the list of their user
   * @param expected mean of the deals
   * @param most of all deals
   */
  public record Targets(int size, int cutoff, int hits, double expected, int most) {

    /** Whether more is found than in any deal. */
    public boolean isLeak() {
      return hits > most;
    }

    /** One line for people. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "targets shuffled: %,d of %,d are in the first %,d; without information %,.1f are to be"
              + " expected, and at most %,d in %,d deals: %s",
          hits,
          size,
          cutoff,
          expected,
          most,
          DEALS,
          isLeak() ? "TOO GOOD, something held out reaches the model" : "as it should be");
    }
  }

  /**
   * A shuffled order.
   *
   * @param size users with both items, ranked apart
   * @param wins of them, where the test's is ranked before the validation's
   * @param probability of so many or more where both are alike
   */
  public record Order(int size, int wins, double probability) {

    /** Whether it would happen in less than one of a thousand. */
    public boolean isLeak() {
      return probability < LEVEL;
    }

    /** One line for people. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "order shuffled: the test item is ranked before the validation item at %,d of %,d users;"
              + " without information at half of them, so many or more with probability %.4f: %s",
          wins,
          size,
          probability,
          isLeak() ? "TOO GOOD, something held out reaches the model" : "as it should be");
    }
  }

  /** Whether either is too good. */
  public boolean isLeak() {
    return targets.isLeak() || order.isLeak();
  }

  /**
   * Probes a recommender on a dataset, which costs two trainings of {@value #EPOCHS} epochs.
   *
   * @param dataset with something to validate and something to test
   * @throws UsageException if the distillation names a finished teacher
   */
  public static LeakProbe of(RecommenderSpec spec, Dataset dataset) {
    return of(spec, dataset, (brief, data) -> Trainer.create().fit(brief, data, event -> {}));
  }

  /**
   * The same by another way of training, for tests.
   *
   * @param trainer trains a model, which is closed here
   */
  static LeakProbe of(
      RecommenderSpec spec,
      Dataset dataset,
      BiFunction<RecommenderSpec, Dataset, ? extends SequentialRecommender> trainer) {
    if (spec.distillation().teacher() != null) {
      throw new UsageException(
          "a probe trains on shuffled data, of which a finished teacher knows nothing; probe with"
              + " another seqrec4j.distillation.type");
    }
    RecommenderSpec brief =
        spec.toBuilder()
            .training(
                spec.training().toBuilder()
                    .epochs(Math.min(EPOCHS, spec.training().epochs()))
                    .build())
            .build();
    long seed = spec.training().seed();
    return new LeakProbe(
        targets(brief, dataset, seed, trainer), order(brief, dataset, seed, trainer));
  }

  private static Targets targets(
      RecommenderSpec spec,
      Dataset dataset,
      long seed,
      BiFunction<RecommenderSpec, Dataset, ? extends SequentialRecommender> trainer) {
    try (Dataset shuffled = ShuffledLog.targets(dataset, seed);
        SequentialRecommender model = trainer.apply(spec, shuffled)) {
      int cutoff = Collections.max(spec.evaluation().cutoffs());
      FirstLists lists = new FirstLists();
      Predictions.each(
          model, shuffled, shuffled.split(spec).test(), spec.evaluation(), cutoff, lists);
      return deal(lists.lists, lists.targets, cutoff, seed);
    }
  }

  /** The list of the first target of each user, whose targets stand one behind the other. */
  private static final class FirstLists implements Predictions.Row {
    private final List<Set<String>> lists = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();
    private String user = "";
    private boolean takes;

    @Override
    public void add(String of, String target, String item, int rank, float score) {
      if (rank == 1) { // of another target
        takes = targets.isEmpty() || !of.equals(user);
        if (takes) {
          lists.add(new HashSet<>());
          targets.add(target);
        }
        user = of;
      }
      if (takes) {
        lists.get(lists.size() - 1).add(item);
      }
    }
  }

  /** Counts hits, and those of {@value #DEALS} deals of the targets to the lists. */
  static Targets deal(List<Set<String>> lists, List<String> targets, int cutoff, long seed) {
    List<String> dealt = new ArrayList<>(targets);
    Random random = new Random(seed);
    int most = 0;
    double sum = 0;
    for (int deal = 0; deal < DEALS; deal++) {
      Collections.shuffle(dealt, random);
      int hits = hits(lists, dealt);
      most = Math.max(most, hits);
      sum += hits;
    }
    return new Targets(targets.size(), cutoff, hits(lists, targets), sum / DEALS, most);
  }

  private static int hits(List<Set<String>> lists, List<String> targets) {
    int hits = 0;
    for (int i = 0; i < targets.size(); i++) {
      hits += lists.get(i).contains(targets.get(i)) ? 1 : 0;
    }
    return hits;
  }

  private static Order order(
      RecommenderSpec spec,
      Dataset dataset,
      long seed,
      BiFunction<RecommenderSpec, Dataset, ? extends SequentialRecommender> trainer) {
    try (Dataset shuffled = ShuffledLog.order(dataset, seed);
        SequentialRecommender model = trainer.apply(spec, shuffled)) {
      Split split = shuffled.split(spec);
      PairedTargets pairs = PairedTargets.of(split.validation(), split.test());
      double[] validation = ranks(model, shuffled, pairs.first(), spec.evaluation());
      double[] test = ranks(model, shuffled, pairs.second(), spec.evaluation());
      int wins = 0;
      int losses = 0;
      for (int i = 0; i < test.length; i++) {
        wins += test[i] < validation[i] ? 1 : 0;
        losses += test[i] > validation[i] ? 1 : 0;
      }
      return new Order(wins + losses, wins, tail(wins + losses, wins));
    }
  }

  private static double[] ranks(
      SequentialRecommender model, Dataset dataset, EvaluationSet set, EvaluationSpec spec) {
    Ranking ranking = Evaluator.evaluate(model, dataset, set, spec).get(Branch.ENSEMBLE);
    return Objects.requireNonNull(ranking, "an evaluation has an ensemble").ranks();
  }

  /** Probability of at least so many heads of n fair coins. */
  static double tail(int n, int least) {
    double log = -n * Math.log(2); // of n heads
    double sum = 0;
    for (int heads = n; heads >= least; heads--) {
      sum += Math.exp(log);
      if (heads > 0) {
        log += Math.log(heads) - Math.log(n - heads + 1.0);
      }
    }
    return Math.min(1, sum);
  }
}
