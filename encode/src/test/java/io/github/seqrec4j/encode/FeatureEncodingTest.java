package io.github.seqrec4j.encode;

import static io.github.seqrec4j.encode.EncodingSummary.State.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.FeatureStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeatureEncodingTest {

  private static final DataSpec SPEC = DataSpec.builder().minimumInteractions(3).build();

  @TempDir private Path folder;
  private Path images;

  @BeforeEach
  void dataset() throws IOException {
    Files.writeString(
        folder.resolve("items.tsv"), "item\ttitle\na\tRed Mug\nb\t \nc\tBlue Hat\n../d\tTray\n");
    Files.writeString(folder.resolve("interactions.tsv"), "user\titem\nu\ta\nu\tb\nu\tc\n");
    images = Files.createDirectory(folder.resolve("images"));
  }

  @Test
  void titlesBecomeRows() {
    EncodingSummary summary = FeatureEncoding.encodeText(folder);
    Path file = folder.resolve("features").resolve("text.npy");
    assertThat(summary)
        .isEqualTo(
            new EncodingSummary(file, FeatureShape.pooled(384), 3, 1, 0, List.of(), WRITTEN));
    assertThat(mask("text")).containsExactly(1, 0, 1, 1);
  }

  @Test
  void picturesBecomeRowsAndLackingOrDamagedOnesZeros() throws IOException {
    picture("a.png", "png");
    Path damaged = picture("b.jpg", "jpg");
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 3));
    picture("../d.png", "png"); // outside the folder
    EncodingSummary summary = FeatureEncoding.encodeImages(folder);
    assertThat(summary.encoded()).isEqualTo(1);
    assertThat(summary.missing()).isEqualTo(2);
    assertThat(summary.unreadable()).isEqualTo(1);
    assertThat(summary.examples()).singleElement().asString().contains(damaged.toString());
    assertThat(mask("image")).containsExactly(1, 0, 0, 0);
  }

  @Test
  void whatIsNoPictureIsNamed() throws IOException {
    picture("c.jpeg", "jpg");
    Path text = images.resolve("a.png");
    Files.write(text, "no picture".getBytes(StandardCharsets.UTF_8));
    EncodingSummary summary = FeatureEncoding.encodeImages(folder);
    assertThat(summary.examples()).containsExactly(text + ": not a picture in a known format");
    assertThat(mask("image")).containsExactly(0, 0, 1, 0);
  }

  @Test
  void featuresOfAnotherOrderOfItems_areRefused() throws IOException {
    FeatureEncoding.encodeText(folder);
    Dataset.open(folder, SPEC).close();
    Path items = folder.resolve("items.tsv");
    Files.writeString(items, "item\ttitle\nc\tBlue Hat\nb\t \na\tRed Mug\n../d\tTray\n");
    assertThatThrownBy(() -> Dataset.open(folder, SPEC))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("text.npy: it was encoded for other items, or for another order")
        .hasMessageContaining("text.json");
    FeatureEncoding.encodeText(folder);
    Dataset.open(folder, SPEC).close();
    Files.writeString(items, "item\ttitle\na\tRed Mug\nb\t \nc\tBlue Hat\n../d\tTray\n");
    Files.delete(folder.resolve("features").resolve("text.json")); // the user vouches for them
    Dataset.open(folder, SPEC).close();
    for (String own : List.of("{\"items\": 4}", "[1]", "{\"items\": {}}")) {
      Files.writeString(folder.resolve("features").resolve("text.json"), own);
      Dataset.open(folder, SPEC).close(); // no word of ours
    }
  }

  @Test
  void fileNamesOfANarrowEncoding_areRefused() throws IOException {
    picture("a.png", "png");
    String before = System.setProperty("sun.jnu.encoding", "US-ASCII");
    try {
      FeatureEncoding.encodeImages(folder);
      Files.writeString(folder.resolve("items.tsv"), "item\ttitle\na\tMug\n\u00fc\tHat\n");
      assertThatThrownBy(() -> FeatureEncoding.encodeImages(folder))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("item '\u00fc'", "US-ASCII", "LC_ALL=C.UTF-8");
    } finally {
      System.setProperty("sun.jnu.encoding", before == null ? "UTF-8" : before);
    }
  }

  @Test
  void featuresThatNoLongerFitAreReplaced() throws IOException {
    FeatureEncoding.encodeText(folder);
    Path items = folder.resolve("items.tsv");
    Files.writeString(items, Files.readString(items) + "e\tClock\n");
    assertThatThrownBy(() -> Dataset.open(folder, SPEC)).isInstanceOf(DataException.class);
    assertThat(FeatureEncoding.encodeText(folder).encoded()).isEqualTo(4);
    assertThat(mask("text")).containsExactly(1, 0, 1, 1, 1);
  }

  @Test
  void refusesWhenThereIsNothingToEncode() throws IOException {
    assertThatThrownBy(() -> FeatureEncoding.encodeImages(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(images + ": none of 4 items");
    Files.delete(images);
    assertThatThrownBy(() -> FeatureEncoding.encodeImages(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(images + ": no such folder");
    Files.writeString(folder.resolve("items.tsv"), "item\ttitle\na\t \n");
    assertThatThrownBy(() -> FeatureEncoding.encodeText(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("columns [title]: none of 1 items");
    try (Stream<Path> left = Files.list(folder.resolve("features"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(".text.lock", ".image.lock");
    }
  }

  private Path picture(String name, String format) throws IOException {
    BufferedImage picture = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 48; i++) {
      picture.setRGB(i, i, 0x40c080);
    }
    Path file = images.resolve(name);
    assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
    return file;
  }

  private float[] mask(String modality) {
    try (Dataset dataset = Dataset.open(folder, SPEC)) {
      int[] items = new int[dataset.items()];
      Arrays.setAll(items, i -> i + 1);
      FeatureStore store = dataset.features(new Modality(modality));
      FloatBuffer features = FloatBuffer.allocate(store.schema().width() * items.length);
      FloatBuffer mask = FloatBuffer.allocate(items.length);
      store.read(items, features, mask);
      return mask.array();
    }
  }
}
