package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature files of a dataset of three items. */
final class FeatureFilesTest {

  private static final String TEXT = "features/text.npy";
  private static final String MASK = "features/text.mask.npy";

  @TempDir private Path path;
  private Folder folder = new Folder(Path.of(""));

  @BeforeEach
  void write() throws IOException {
    folder = Folder.small(path);
  }

  @Test
  void pooledRows_zeroIsMissing() throws IOException {
    folder.bytes(TEXT, npy("(3, 2)", 1, 2, 0, 0, 0, 5));
    try (Dataset dataset = folder.open()) {
      FeatureStore store = dataset.features(Modality.TEXT);
      assertThat(store.schema()).isEqualTo(new ModalitySchema(Modality.TEXT, 1, 2));
      FloatBuffer features = FloatBuffer.allocate(8);
      FloatBuffer mask = FloatBuffer.allocate(4);
      store.read(new int[] {3, 0, 2, 1}, features, mask);
      assertThat(features.array()).containsExactly(0, 5, 0, 0, 0, 0, 1, 2);
      assertThat(mask.array()).containsExactly(1, 0, 0, 1);
    }
  }

  @Test
  void tokens_areMaskedByFileAndByZeros() throws IOException {
    folder
        .bytes(TEXT, npy("(3, 2, 1)", 1, 2, 3, 0, 5, 6))
        .bytes(MASK, Folder.npy("|u1", "False", "(3, 2)", new byte[] {1, 1, 1, 1, 0, 0}));
    try (Dataset dataset = folder.open()) {
      FloatBuffer mask = FloatBuffer.allocate(6);
      dataset.features(Modality.TEXT).read(new int[] {1, 2, 3}, FloatBuffer.allocate(6), mask);
      assertThat(mask.array()).containsExactly(1, 1, 1, 0, 0, 0);
    }
  }

  @Test
  void halves_areWidened() throws IOException {
    byte[] halves = {0, 0x3c, 0, (byte) 0xc0, 1, 0}; // 1, -2, 2^-24
    folder.bytes(TEXT, Folder.npy("<f2", "False", "(3, 1)", halves));
    try (Dataset dataset = folder.open()) {
      FloatBuffer features = FloatBuffer.allocate(3);
      dataset.features(Modality.TEXT).read(new int[] {1, 2, 3}, features, FloatBuffer.allocate(3));
      assertThat(features.array()).containsExactly(1, -2, 0x1p-24f);
    }
  }

  @Test
  void rows_mustMatchTheItems() throws IOException {
    folder
        .bytes(TEXT, npy("(2, 2)", 1, 2, 3, 4))
        .refuses("text.npy: 2 rows for 3 items", "encode the features again");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void numbers_mustBeFinite(float value) throws IOException {
    folder
        .bytes(TEXT, npy("(3, 2)", 1, 2, 3, value, 5, 6))
        .refuses("text.npy: row 1 (item 'b'), number 1 is " + value, "encode this item again");
  }

  @Test
  void truncatedAnywhere_isRefused() throws IOException {
    byte[] whole = npy("(3, 2)", 1, 2, 3, 4, 5, 6);
    for (int length = 0; length < whole.length; length++) {
      folder.bytes(TEXT, Arrays.copyOf(whole, length)).refuses("text.npy: ");
    }
    folder
        .bytes(TEXT, Arrays.copyOf(whole, whole.length - 1))
        .refuses("truncated: a FLOAT32 array of shape [3, 2] takes", "write it again");
    folder.bytes(TEXT, Arrays.copyOf(whole, whole.length + 1)).refuses("too long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<f8;False;(3, 2);dtype '<f8' is not supported",
        ">f4;False;(3, 2);dtype '>f4' is not supported",
        "<i8;False;(3, 2);dtype '<i8' is not supported",
        "|O;False;(3, 2);dtype '|O' is not supported",
        "<f4;True;(3, 2);Fortran order is not supported",
        "<f4;Maybe;(3, 2);damaged .npy header",
        "<f4;False;(6,);shape (6,) is not supported",
        "<f4;False;();shape () is not supported",
        "<f4;False;(3, 0);no dimension empty",
        "<f4;False;(3, two);shape (3, two) is not supported",
        "<f4;False;(3, 2, 1, 1);shape (3, 2, 1, 1) is not supported",
        "<f4;False;(3, 999999999999);takes more than 1 GiB",
        "<f4;False;(999999999999999999, 9999999);no file holds 999999999999999999 rows",
        "<f4;False;(99999999999999999999, 2);is not supported",
      },
      quoteCharacter = '`')
  void header_isChecked(String descr, String order, String shape, String message)
      throws IOException {
    folder
        .bytes(TEXT, Folder.npy(descr, order, shape, Folder.floats(1, 2, 3, 4, 5, 6)))
        .refuses("text.npy: ", message);
  }

  @Test
  void oneByteFeatures_areRefused() throws IOException {
    folder
        .bytes(TEXT, Folder.npy("|u1", "False", "(3, 2)", new byte[6]))
        .refuses("text.npy: features must be float16 or float32");
  }

  @Test
  void mask_mustFitItsFeatures() throws IOException {
    folder
        .bytes(TEXT, npy("(3, 2)", 1, 2, 3, 4, 5, 6))
        .bytes(MASK, Folder.npy("|u1", "False", "(3, 2)", new byte[6]))
        .refuses("text.mask.npy: a mask must be uint8 of shape (3, 1)", "got BYTE [3, 2]");
    folder.bytes(MASK, npy("(3, 1)", 1, 2, 3)).refuses("got FLOAT32 [3, 1]");
    folder
        .bytes("features/image.mask.npy", Folder.npy("|u1", "False", "(3, 1)", new byte[3]))
        .bytes(MASK, Folder.npy("|u1", "False", "(3, 1)", new byte[3]))
        .refuses("image.mask.npy: a mask without its features image.npy");
  }

  @Test
  void names_areModalities() throws IOException {
    folder.bytes("features/id.npy", npy("(3, 1)", 1, 2, 3)).refuses("id.npy: 'id' is the name");
    folder
        .without("features/id.npy")
        .bytes("features/My Text.npy", npy("(3, 1)", 1, 2, 3))
        .refuses("My Text.npy: modality name must match", "rename the file");
  }

  @Test
  void absentModality_listsThoseThere() throws IOException {
    folder.bytes(TEXT, npy("(3, 1)", 1, 2, 3));
    try (Dataset dataset = folder.open()) {
      assertThatThrownBy(() -> dataset.features(Modality.IMAGE))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("image.npy: no features for modality 'image'; there are [text]");
    }
  }

  private static byte[] npy(String shape, float... values) {
    return Folder.npy("<f4", "False", shape, Folder.floats(values));
  }

  /** Holes take no place on disk: 2.2 GB of float16 in a few blocks. */
  @Test
  void fileBeyondTwoGigabytes_isMappedInSegments(@TempDir Path folder) throws IOException {
    long rows = 1_100_000;
    int width = 1000;
    byte[] header = Folder.npy("<f2", "False", "(" + rows + ", " + width + ")", new byte[0]);
    Path file = folder.resolve("large.npy");
    long[] some = {0, 536_870, 536_871, rows - 1}; // first, on both sides of 2^30 bytes, last
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(header));
      for (long row : some) {
        ByteBuffer mark = ByteBuffer.wrap(new byte[] {(byte) row, (byte) (row >> 8)});
        channel.write(mark, header.length + (row + 1) * width * 2 - 2);
      }
    }
    assertThat(Files.size(file)).isGreaterThan(Integer.MAX_VALUE);
    try (NpyFile large = NpyFile.open(file, new NoDigest())) {
      for (long row : some) {
        large.readRow(
            row,
            bytes -> {
              assertThat(bytes.getShort(2 * (width - 1))).isEqualTo((short) row);
              assertThat(bytes.getShort(0)).isZero();
            });
      }
    }
  }

  /** Reads nothing of what it is fed, so that the holes of a large file cost no time. */
  private static final class NoDigest extends MessageDigest {
    NoDigest() {
      super("none");
    }

    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {}

    @Override
    protected void engineUpdate(ByteBuffer input) {}

    @Override
    protected byte[] engineDigest() {
      return new byte[0];
    }

    @Override
    protected void engineReset() {}
  }

  /** Without items, features or a mask that were meant to be there, other data would be read. */
  @Test
  void linksThatLeadNowhere_areRefused() throws IOException {
    for (String name : List.of("items.tsv", TEXT, MASK)) {
      folder = Folder.small(path).bytes(TEXT, npy("(3, 1)", 1, 2, 3));
      Path file = folder.file(name);
      Files.deleteIfExists(file);
      Files.createSymbolicLink(file, path.resolve("not-mounted"));
      folder.refuses(file + ": it is no file, but a link that leads to none; put the file in its");
      Files.delete(file);
      Files.createDirectory(file);
      folder.refuses(file + ": it is no file; put the file in its place, or remove it");
      Files.delete(file);
    }
  }
}
