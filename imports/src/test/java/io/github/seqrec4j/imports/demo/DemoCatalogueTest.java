package io.github.seqrec4j.imports.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.encode.FeatureEncoding;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCatalogueTest {

  @TempDir private static Path folder;
  private static Path shop;
  private static Path other;
  private static Map<String, String> looks = Map.of();

  @BeforeAll
  static void write() {
    shop = folder.resolve("made").resolve("shop");
    looks = DemoCatalogue.write(shop, 7);
    other = folder.resolve("other");
    DemoCatalogue.write(other, 8);
  }

  @Test
  void sameSeedSameBytes() throws IOException {
    Path again = Files.createDirectory(folder.resolve("again"));
    DemoCatalogue.write(again, 7);
    Map<Path, Integer> expected = hashes(shop);
    assertThat(hashes(again)).hasSizeGreaterThan(DemoCatalogue.ITEMS).isEqualTo(expected);
    for (String file : List.of("items.tsv", "interactions.tsv", "images/p0001.png")) {
      assertThat(other.resolve(file)).exists();
      assertThat(Files.mismatch(other.resolve(file), shop.resolve(file))).as(file).isNotNegative();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".partial"));
    }
  }

  @Test
  void isADatasetOfItsSizeWithRareItems() {
    try (Dataset dataset = Dataset.open(shop)) {
      assertThat(dataset.items()).isEqualTo(DemoCatalogue.ITEMS);
      assertThat(dataset.users()).isEqualTo(DemoCatalogue.USERS); // none below 5 interactions
      assertThat(dataset.interactions()).isBetween(36_000L, 40_000L);
      int[] counts = new int[dataset.items()];
      for (int user = 0; user < dataset.users(); user++) {
        int[] history = dataset.history(user);
        assertThat(history).hasSizeBetween(5, 30).doesNotHaveDuplicates();
        for (int item : history) {
          counts[item - 1]++;
        }
      }
      int[] sorted = IntStream.of(counts).sorted().toArray();
      assertThat(IntStream.of(sorted).filter(count -> count == 0)).hasSize(DemoCatalogue.UNSOLD);
      assertThat(IntStream.of(sorted).filter(count -> count < 15).count()).isGreaterThan(300);
      assertThat(sorted[sorted.length - 1]).isGreaterThan(150);
      // The hundred best sell well, and do not drown the rest.
      double best = IntStream.of(sorted).skip(sorted.length - 100).sum();
      assertThat(best / dataset.interactions()).isBetween(0.2, 0.4);
    }
  }

  @Test
  void takesEncodedFeatures() {
    assertThat(FeatureEncoding.encodeText(other).encoded()).isEqualTo(DemoCatalogue.ITEMS);
    assertThat(FeatureEncoding.encodeImages(other).encoded()).isEqualTo(DemoCatalogue.ITEMS);
    try (Dataset dataset = Dataset.open(other)) {
      assertThat(dataset.modalities())
          .containsExactlyInAnyOrder(new Modality("text"), new Modality("image"));
    }
  }

  /**
   * A customer's last purchase is more like the earlier ones than another customer's last purchase
   * is. Both are last purchases, so popularity cannot tell them apart; 1/2 would be no signal.
   */
  @Test
  void contentTellsWhoseLastPurchaseItIs() {
    FeatureEncoding.encodeText(other);
    FeatureEncoding.encodeImages(other);
    try (Dataset dataset = Dataset.open(other)) {
      assertThat(ownIsCloser(dataset, "text")).isGreaterThan(0.53);
      assertThat(ownIsCloser(dataset, "image")).isGreaterThan(0.53);
    }
  }

  private static double ownIsCloser(Dataset dataset, String modality) {
    FeatureStore store = dataset.features(new Modality(modality));
    int width = store.schema().width();
    float[][] rows = new float[dataset.items() + 1][width];
    for (int item = 1; item < rows.length; item++) {
      store.read(new int[] {item}, FloatBuffer.wrap(rows[item]), FloatBuffer.allocate(1));
    }
    int closer = 0;
    for (int user = 0; user < dataset.users(); user++) {
      int[] history = dataset.history(user);
      int[] others = dataset.history((user + 1) % dataset.users());
      float[] own = rows[history[history.length - 1]];
      float[] other = rows[others[others.length - 1]];
      double difference = 0; // of the inner products with all earlier purchases
      for (int p = 0; p < history.length - 1; p++) {
        for (int f = 0; f < width; f++) {
          difference += rows[history[p]][f] * (own[f] - other[f]);
        }
      }
      closer += difference > 0 ? 1 : 0;
    }
    return (double) closer / dataset.users();
  }

  @Test
  void returnsWhatPicturesShow() {
    assertThat(looks).hasSize(DemoCatalogue.ITEMS);
    assertThat(looks.get("p0001")).matches("[a-z]+ [a-z]+");
  }

  @Test
  void picturesAreSmallAndOnALightGround() throws IOException {
    BufferedImage picture = ImageIO.read(shop.resolve("images").resolve("p0001.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(64);
    assertThat(picture.getHeight()).isEqualTo(64);
    assertThat(picture.getRGB(0, 0) & 0xff).isGreaterThan(220);
  }

  @Test
  void overwritesNothing() throws IOException {
    assertThatThrownBy(() -> DemoCatalogue.write(shop, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(shop.toString())
        .hasMessageContaining("not empty");
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> DemoCatalogue.write(file, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is a file");
    Files.createDirectory(folder.resolve("busy.partial"));
    assertThatThrownBy(() -> DemoCatalogue.write(folder.resolve("busy"), 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("busy.partial");
    Files.delete(folder.resolve("busy.partial"));
  }

  private static Map<Path, Integer> hashes(Path directory) throws IOException {
    Map<Path, Integer> hashes = new HashMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .filter(Files::isRegularFile)
          .forEach(f -> hashes.put(directory.relativize(f), Arrays.hashCode(bytes(f))));
    }
    return hashes;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
