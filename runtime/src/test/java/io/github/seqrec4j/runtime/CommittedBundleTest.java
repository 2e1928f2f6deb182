package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.TinyBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Recommendation;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Bundles of every format that was released, committed when it was new, load from then on. */
final class CommittedBundleTest {

  /** Other machines sum 16 products of float32 in another order. */
  private static final double ROUNDING = 1e-4;

  @Test
  void format2_recommendsWhatItDidWhenItWasNew() throws URISyntaxException {
    URL manifest = CommittedBundleTest.class.getResource("bundle-2/bundle.json");
    Path bundle = Path.of(Objects.requireNonNull(manifest).toURI()).resolveSibling("");
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      List<Recommendation> found = model.recommend(List.of(item(3), item(4), item(9)), 4);
      assertThat(found)
          .extracting(Recommendation::item)
          .containsExactly("item-11", "item-16", "item-10", "item-13");
      assertThat(found.get(0).score()).isCloseTo(2.5284478664398193, within(ROUNDING));
      assertThat(model.origin()).isEqualTo(TinyBundle.ORIGIN);
    }
  }
}
