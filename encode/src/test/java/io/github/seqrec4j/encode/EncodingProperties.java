package io.github.seqrec4j.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.FeatureStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever lies in the folder of pictures, or in a journal: every item is accounted for. */
final class EncodingProperties {

  private static final DataSpec SPEC = DataSpec.builder().minimumInteractions(3).build();

  private Path folder = Path.of("");

  @BeforeTry
  void create() throws IOException {
    folder = Files.createTempDirectory("encode");
    Files.createDirectory(folder.resolve("images"));
    Files.writeString(folder.resolve("interactions.tsv"), "user\titem\nu\t0\nu\t1\nu\t2\n");
  }

  @AfterTry
  void delete() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Property(tries = 30)
  void everyItemIsEncodedMissingOrUnreadable(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    int items = 3 + random.nextInt(20);
    items(items);
    picture(0, png(random)); // at least one, else there is nothing to encode
    int sound = 1;
    int missing = 0;
    for (int item = 1; item < items; item++) {
      byte[] whole = png(random);
      switch (random.nextInt(4)) {
        case 0 -> {
          picture(item, whole);
          sound++;
        }
        case 1 -> picture(item, Arrays.copyOf(whole, random.nextInt(whole.length)));
        case 2 -> {
          byte[] any = new byte[random.nextInt(100)];
          random.nextBytes(any);
          picture(item, any);
        }
        default -> missing++;
      }
    }
    EncodingSummary summary = FeatureEncoding.encodeImages(folder);
    assertThat(summary.encoded() + summary.missing() + summary.unreadable()).isEqualTo(items);
    assertThat(summary.missing()).isEqualTo(missing);
    assertThat(summary.encoded()).isBetween(sound, items - missing);
    assertThat(summary.examples()).hasSize(Math.min(5, summary.unreadable()));
    assertThat(rows(items)).as("rows with features").isEqualTo(summary.encoded());
  }

  @Property(tries = 60)
  void anyJournal_isGoneOnFromOrRefused(@ForAll byte[] bytes) throws IOException {
    journal(bytes);
  }

  /** The journal of a run that was broken off, with some bytes changed. */
  @Property(tries = 60)
  void damagedJournal_isGoneOnFromOrRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes =
        "{\"encoder\":\"colour-layout\"}\n{\"counts\":{\"encoded\":1,\"missing\":1,\"unreadable\":0,\"examples\":[]}}\n{}\n[]\n"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    journal(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
  }

  private void journal(byte[] bytes) throws IOException {
    items(3);
    picture(1, png(new Random(1)));
    Path journal = folder.resolve("features").resolve("image.npy.journal");
    Files.createDirectories(journal.getParent());
    Files.write(journal, bytes);
    try {
      EncodingSummary summary = FeatureEncoding.encodeImages(folder);
      assertThat(summary.encoded()).isEqualTo(1);
      assertThat(summary.missing()).isEqualTo(2);
      assertThat(rows(3)).isEqualTo(1);
    } catch (DataException e) {
      assertThat(e).hasMessageContaining(journal + ": ").hasMessageContaining("remove it");
      assertThat(journal).hasBinaryContent(bytes);
    }
  }

  private void items(int count) throws IOException {
    StringBuilder table = new StringBuilder("item\ttitle\n");
    IntStream.range(0, count).forEach(item -> table.append(item).append("\tA thing\n"));
    Files.writeString(folder.resolve("items.tsv"), table);
  }

  private void picture(int item, byte[] bytes) throws IOException {
    Files.write(folder.resolve("images").resolve(item + ".png"), bytes);
  }

  /** Of one colour, black and white among them. */
  private static byte[] png(Random random) throws IOException {
    BufferedImage picture =
        new BufferedImage(
            1 + random.nextInt(40), 1 + random.nextInt(40), BufferedImage.TYPE_INT_RGB);
    int colour =
        switch (random.nextInt(3)) {
          case 0 -> 0;
          case 1 -> 0xffffff;
          default -> random.nextInt(1 << 24);
        };
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, colour);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }

  /** Items that the dataset says have the modality. */
  private int rows(int count) {
    try (Dataset dataset = Dataset.open(folder, SPEC)) {
      FeatureStore store = dataset.features(new Modality("image"));
      FloatBuffer features = FloatBuffer.allocate(store.schema().width() * count);
      FloatBuffer mask = FloatBuffer.allocate(count);
      store.read(IntStream.rangeClosed(1, count).toArray(), features, mask);
      int rows = 0;
      for (float real : mask.array()) {
        rows += (int) real;
      }
      return rows;
    }
  }
}
