package io.github.seqrec4j.data.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.encode.FeatureEncoding;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCatalogueTest {

  @TempDir private static Path folder;
  private static Path shop;
  private static Path other;

  @BeforeAll
  static void write() {
    shop = folder.resolve("made").resolve("shop");
    DemoCatalogue.write(shop, 7);
    other = folder.resolve("other");
    DemoCatalogue.write(other, 8);
  }

  @Test
  void sameSeedSameBytes() throws IOException {
    Path again = Files.createDirectory(folder.resolve("again"));
    DemoCatalogue.write(again, 7);
    Map<Path, Integer> expected = hashes(shop);
    assertThat(hashes(again)).hasSizeGreaterThan(DemoCatalogue.ITEMS).isEqualTo(expected);
    assertThat(Files.readString(other.resolve("items.tsv")))
        .isNotEqualTo(Files.readString(shop.resolve("items.tsv")));
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
      assertThat(dataset.interactions()).isBetween(40_000L, 50_000L);
      int[] counts = new int[dataset.items()];
      for (int user = 0; user < dataset.users(); user++) {
        int[] history = dataset.history(user);
        assertThat(history).hasSizeBetween(5, 30).doesNotHaveDuplicates();
        for (int item : history) {
          counts[item - 1]++;
        }
      }
      assertThat(Arrays.stream(counts).filter(count -> count <= 10).count()).isGreaterThan(100);
      assertThat(Arrays.stream(counts).max().getAsInt()).isGreaterThan(300);
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
