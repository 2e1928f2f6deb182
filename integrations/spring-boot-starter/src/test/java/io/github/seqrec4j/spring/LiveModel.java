package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.runtime.NewItem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A model with the weights of its item encoder, so that it takes new items, {@code
 * classpath:bundle-live}: 20 items, known by ID, text (6 numbers) and sound (2 tokens of 3). It was
 * written by {@code EncodedBundle} of the tests of {@code runtime}, as nothing here trains.
 */
final class LiveModel {

  static final int ITEMS = 20;
  private static final String CREATED = "2026-01-02T03:04:05Z";
  private static final Modality SOUND = new Modality("sound");

  /** What puts every item there is in the order of its score. */
  private static final RecommendRequest EVERYTHING =
      RecommendRequest.of("item-1", "item-2").k(1000).seen(Seen.INCLUDE);

  private LiveModel() {}

  /** The model in another place. */
  static Path copy(Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(committed())) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
    return to;
  }

  private static Path committed() {
    try {
      return Path.of(
          Objects.requireNonNull(LiveModel.class.getResource("/bundle-live"), "beside the tests")
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a copy another bundle in its place, of the same items. */
  static void change(Path bundle) throws IOException {
    Path manifest = bundle.resolve("bundle.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace(CREATED, "2026-01-31T00:00:00Z"));
  }

  /** An item that the model does not know, with features of its own. */
  static NewItem item(String id, float first) {
    return NewItem.of(id)
        .features(Modality.TEXT, new float[] {first, 1, -2, 0.5f, 0, 3})
        .features(SOUND, FeatureRow.tokens(new float[] {1, first, 2, 0, -1, 1}, 2));
  }

  /** Every item that may be recommended, best first. */
  static List<String> recommended(Recommender recommender) {
    return recommender.recommend(EVERYTHING).stream().map(Recommendation::item).toList();
  }
}
