package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.Recommender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A recommender whose calls are timed: {@code seqrec4j.recommend}, by {@code call} ({@code single}
 * or {@code batch}) and {@code outcome}. Vectors, branches and items are handed on untimed.
 *
 * <p>Outcomes: {@code answered}; {@code empty}, an answer (of a batch, all of them) without an
 * item; {@code refused}, what was asked is wrong; {@code failed}, anything else that was thrown.
 */
public final class MeteredRecommender implements Recommender {

  private static final String NAME = "seqrec4j.recommend";

  private enum Outcome {
    ANSWERED,
    EMPTY,
    REFUSED,
    FAILED
  }

  private final Recommender recommender;
  private final MeterRegistry registry;
  private final Map<Outcome, Timer> single;
  private final Map<Outcome, Timer> batch;

  /** Times the calls of a recommender, and owns it from now on. */
  public MeteredRecommender(Recommender recommender, MeterRegistry registry) {
    this.recommender = recommender;
    this.registry = registry;
    single = timers("single");
    batch = timers("batch");
  }

  private Map<Outcome, Timer> timers(String call) {
    Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      timers.put(
          outcome,
          Timer.builder(NAME)
              .description("Calls of the recommender, and how long they took")
              .tag("call", call)
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    return timers;
  }

  private <T> T timed(Map<Outcome, Timer> timers, Supplier<T> call, Function<T, Outcome> outcome) {
    Timer.Sample started = Timer.start(registry);
    Outcome ended = Outcome.FAILED;
    try {
      T answer = call.get();
      ended = outcome.apply(answer);
      return answer;
    } catch (IllegalArgumentException e) {
      ended = Outcome.REFUSED;
      throw e;
    } finally {
      started.stop(timers.get(ended));
    }
  }

  private static Outcome answered(boolean any) {
    return any ? Outcome.ANSWERED : Outcome.EMPTY;
  }

  @Override
  public Recommendations recommend(RecommendRequest request) {
    return timed(
        single, () -> recommender.recommend(request), answer -> answered(!answer.isEmpty()));
  }

  @Override
  public List<Recommendations> recommend(List<RecommendRequest> requests) {
    return timed(
        batch,
        () -> recommender.recommend(requests),
        answers -> answered(answers.stream().anyMatch(answer -> !answer.isEmpty())));
  }

  @Override
  public float[] itemVector(String item) {
    return recommender.itemVector(item);
  }

  @Override
  public float[] userVector(RecommendRequest request) {
    return recommender.userVector(request);
  }

  @Override
  public List<Branch> branches() {
    return recommender.branches();
  }

  @Override
  public List<String> items() {
    return recommender.items();
  }

  @Override
  public void close() {
    recommender.close();
  }
}
