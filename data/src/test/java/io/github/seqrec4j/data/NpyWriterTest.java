package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.data.NpyWriter.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpyWriterTest {

  @Property(tries = 60)
  void readsBackWhatWasWritten(
      @ForAll boolean half,
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 3000) int width,
      @ForAll long seed)
      throws IOException {
    Precision precision = half ? Precision.FLOAT16 : Precision.FLOAT32;
    Path file = Files.createTempFile("seqrec4j", ".npy");
    SplittableRandom random = new SplittableRandom(seed);
    float[][] content = new float[rows][width];
    try (NpyWriter writer = new NpyWriter(file, precision, rows, width)) {
      for (int r = 0; r < rows; r++) {
        if (random.nextInt(4) == 0) {
          writer.writeMissing();
          continue;
        }
        for (int i = 0; i < width; i++) {
          content[r][i] = (float) (random.nextDouble() - 0.5);
        }
        writer.write(content[r]);
      }
      writer.finish();
    }
    List<String> items = IntStream.range(0, rows).mapToObj(i -> "i" + i).toList();
    try (FeatureStore store = open(file, items)) {
      assertThat(store.schema().width()).isEqualTo(width);
      FloatBuffer features = FloatBuffer.allocate(rows * width);
      FloatBuffer mask = FloatBuffer.allocate(rows);
      store.read(IntStream.rangeClosed(1, rows).toArray(), features, mask);
      for (int r = 0; r < rows; r++) {
        boolean real = false;
        for (int i = 0; i < width; i++) {
          float expected = content[r][i];
          if (precision == Precision.FLOAT16) {
            expected = HalfFloats.widen(HalfRounding.narrow(expected));
          }
          assertThat(features.get(r * width + i)).isEqualTo(expected);
          real |= expected != 0;
        }
        assertThat(mask.get(r)).isEqualTo(real ? 1 : 0);
      }
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 40)
  void brokenOffAndResumed_isWhatAnUnbrokenRunWrites(
      @ForAll Precision precision,
      @ForAll @IntRange(min = 2, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 2000) int width,
      @ForAll @IntRange(min = 1, max = 39) int breakAt,
      @ForAll @IntRange(min = 0, max = 5) int lost)
      throws IOException {
    Path folder = Files.createTempDirectory("seqrec4j");
    Path unbroken = folder.resolve("unbroken.npy");
    Path broken = folder.resolve("broken.npy");
    int kept = Math.min(breakAt, rows - 1);
    try (NpyWriter writer = new NpyWriter(unbroken, precision, rows, 2, width)) {
      rows(writer, 0, rows, width);
      writer.finish();
    }
    long checksum;
    try (NpyWriter writer = new NpyWriter(broken, precision, rows, 2, width)) {
      rows(writer, 0, kept, width);
      writer.force();
      checksum = writer.checksum();
      rows(writer, kept, Math.min(rows, kept + lost), width); // written, but on no record
      writer.suspend();
    }
    assertThat(broken).doesNotExist();
    int[] row = {2, width};
    assertThatThrownBy(
            () -> NpyWriter.resume(broken, precision, rows, row, kept, checksum + 1).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(NpyWriter.partial(broken) + ": damaged");
    try (NpyWriter writer = NpyWriter.resume(broken, precision, rows, row, kept, checksum)) {
      rows(writer, kept, rows, width);
      writer.finish();
    }
    assertThat(broken).hasSameBinaryContentAs(unbroken);
    for (Path file : List.of(unbroken, broken, folder)) {
      Files.delete(file);
    }
  }

  private static void rows(NpyWriter writer, int from, int to, int width) {
    for (int r = from; r < to; r++) {
      float[] row = new float[2 * width];
      for (int i = 0; i < row.length; i++) {
        row[i] = (r * 31 + i * 7) % 200;
      }
      writer.write(row);
    }
  }

  @Test
  void masksHoldBytes(@TempDir Path folder) {
    try (NpyWriter writer = new NpyWriter(folder.resolve("m.npy"), Precision.UINT8, 1, 2)) {
      for (float wrong : new float[] {-1, 0.5f, 256, Float.NaN}) {
        assertThatThrownBy(() -> writer.write(new float[] {1, wrong}))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("number 1 is " + wrong + "; a mask holds whole numbers");
      }
    }
  }

  @Test
  void dataStartsAtAMultipleOf64(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new").resolve("a.npy");
    try (NpyWriter writer = new NpyWriter(file, Precision.FLOAT32, 2, 3)) {
      writer.write(new float[] {1, 2, 3});
      writer.writeMissing();
      writer.finish();
    }
    assertThat(Files.size(file) - 2 * 3 * 4).isEqualTo(128);
    try (NpyFile written = NpyFile.open(file, Sha256.digest())) {
      assertThat(written.shape()).containsExactly(2, 3);
    }
  }

  @Test
  void nothingIsLeftOfAnUnfinishedFileAndTheOldOneStays(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npy");
    Files.writeString(file, "old");
    try (NpyWriter writer = new NpyWriter(file, Precision.FLOAT16, 2, 1)) {
      writer.write(new float[] {1});
      assertThatThrownBy(writer::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("1 of 2 rows");
    }
    assertThat(file).hasContent("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesWhatCannotBeStored(@TempDir Path folder) {
    Path file = folder.resolve("a.npy");
    try (NpyWriter writer = new NpyWriter(file, Precision.FLOAT16, 1, 2)) {
      assertThatThrownBy(() -> writer.write(new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has 3 numbers, not 2");
    }
    refuses(file, Precision.FLOAT16, 70000f);
    refuses(file, Precision.FLOAT32, Float.NaN);
  }

  /** A dataset of a stranger may hold a link to any file of ours. */
  @Test
  void linkInItsPlace_isNotWrittenThrough(@TempDir Path folder) throws IOException {
    Path mine = Files.writeString(folder.resolve("mine"), "mine");
    Path file = folder.resolve("a.npy");
    Files.createSymbolicLink(NpyWriter.partial(file), mine);
    assertThatThrownBy(() -> new NpyWriter(file, Precision.FLOAT16, 1, 2).close())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + NpyWriter.partial(file));
    assertThat(mine).hasContent("mine");
  }

  private static void refuses(Path file, Precision precision, float value) {
    try (NpyWriter writer = new NpyWriter(file, precision, 1, 2)) {
      assertThatThrownBy(() -> writer.write(new float[] {0, value}))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("row 0, number 1 is " + value)
          .hasMessageContaining(file.toString());
    }
  }

  private static FeatureStore open(Path file, List<String> items) {
    return NpyFeatureStore.open(new Modality("text"), file, null, items, Sha256.digest());
  }
}
