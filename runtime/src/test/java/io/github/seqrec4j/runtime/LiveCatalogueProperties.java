package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.EncodedBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** However a catalogue came about, it answers as one that was made at once. */
class LiveCatalogueProperties {

  private static final int ITEMS = 12;
  private static final int NAMES = 20; // 1..12 of the bundle, the others new

  /** The same vectors in other blocks: sums of the same numbers in the same order, mostly. */
  private static final double ROUNDING = 1e-5;

  private static Path folder = Path.of("");
  private static Path bundle = Path.of("");

  @BeforeContainer
  static void save() throws IOException {
    folder = Files.createTempDirectory("live");
    bundle = EncodedBundle.save(folder.resolve("model"), ITEMS, 11);
  }

  @AfterContainer
  static void delete() {
    AtomicFiles.deleteTree(folder);
  }

  /**
   * A change, made if it can be.
   *
   * @param content number of the features that are put; below 0 retires, or restores
   */
  record Step(int name, int content) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(1, NAMES), Arbitraries.integers().between(-20, 20))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  /** The catalogue in its plainest form. */
  private static final class Model {
    private final Map<String, Integer> put = new LinkedHashMap<>();
    private final Set<String> retired = new TreeSet<>();

    boolean offers(int name) {
      return put.containsKey(item(name)) || (name <= ITEMS && !retired.contains(item(name)));
    }

    void make(Step step, LiveCatalogue live) {
      String id = item(step.name());
      if (step.content() >= 0) {
        put.remove(id);
        put.put(id, 50 + step.content());
        if (step.name() <= ITEMS) {
          retired.remove(id);
        }
        live.put(EncodedBundle.item(id, 50 + step.content()));
      } else if (offers(step.name())) {
        put.remove(id);
        if (step.name() <= ITEMS) {
          retired.add(id);
        }
        live.retire(List.of(id));
      } else if (step.name() <= ITEMS) {
        retired.remove(id);
        live.restore(List.of(id));
      }
    }
  }

  @Property(tries = 20)
  void anyChanges_endInTheAnswersOfTheirResult(@ForAll("steps") List<Step> steps)
      throws IOException {
    Path journal = folder.resolve("journal");
    Files.deleteIfExists(journal);
    Model model = new Model();
    List<Recommendations> answers;
    List<String> items;
    try (ReloadableRecommender changed = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.builder(changed).journal(journal).build()) {
      steps.forEach(step -> model.make(step, live));
      if (steps.size() % 3 == 0) {
        live.compact();
      }
      answers = changed.recommend(requests(model));
      items = changed.items();
    }
    try (ReloadableRecommender once = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(once)) {
      List<NewItem> put = new ArrayList<>();
      model.put.forEach((id, content) -> put.add(EncodedBundle.item(id, content)));
      live.put(put);
      live.retire(model.retired);
      assertThat(once.items()).isEqualTo(items);
      check(once.recommend(requests(model)), answers);
    }
    try (ReloadableRecommender again = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.builder(again).journal(journal).build()) {
      assertThat(again.items()).isEqualTo(items);
      check(again.recommend(requests(model)), answers);
    }
  }

  @Property(tries = 6)
  void bundleWithTheItems_answersAsTheLiveCatalogue(@ForAll("steps") List<Step> steps) {
    Path written = folder.resolve("written");
    AtomicFiles.deleteTree(written);
    Model model = new Model();
    List<Recommendations> answers;
    List<String> items;
    try (ReloadableRecommender changed = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(changed)) {
      steps.forEach(step -> model.make(step, live));
      answers = changed.recommend(requests(model));
      items = changed.items();
    }
    BundleItems.write(
        bundle,
        written,
        changes -> {
          List<NewItem> put = new ArrayList<>();
          model.put.forEach((id, content) -> put.add(EncodedBundle.item(id, content)));
          changes.put(put);
          changes.retire(List.copyOf(model.retired));
        });
    for (ServingEngine engine : List.of(ServingEngine.JAVA, ServingEngine.PYTORCH)) {
      try (SequentialRecommender saved = SequentialRecommender.load(written, engine)) {
        assertThat(saved.items()).containsExactlyInAnyOrderElementsOf(items);
        check(saved.recommend(requests(model)), answers);
      }
    }
  }

  private static List<RecommendRequest> requests(Model model) {
    List<RecommendRequest> requests = new ArrayList<>();
    String last = item(1);
    for (int name = 1; name <= NAMES; name += 3) {
      if (model.offers(name) || name <= ITEMS) {
        RecommendRequest request = RecommendRequest.of(last, item(name)).k(NAMES);
        requests.add(request);
        requests.add(request.branch("text").seen(Seen.INCLUDE));
        requests.add(request.branch("id"));
        last = item(name);
      }
    }
    return requests;
  }

  private static void check(List<Recommendations> actual, List<Recommendations> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int r = 0; r < actual.size(); r++) {
      Map<String, Double> scores = new LinkedHashMap<>();
      expected.get(r).forEach(one -> scores.put(one.item(), one.score()));
      assertThat(actual.get(r).stream().map(Recommendation::item).toList())
          .containsExactlyInAnyOrderElementsOf(scores.keySet());
      double before = Double.POSITIVE_INFINITY;
      for (Recommendation one : actual.get(r)) {
        assertThat(one.score()).isLessThanOrEqualTo(before);
        assertThat(one.score()).isCloseTo(scores.get(one.item()), within(ROUNDING));
        before = one.score();
      }
    }
  }
}
