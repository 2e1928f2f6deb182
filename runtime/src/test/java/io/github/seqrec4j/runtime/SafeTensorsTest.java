package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafeTensorsTest {

  @TempDir private Path folder;

  @Test
  void arraysOfSeveralPieces_comeBackAsTheyWere() throws IOException {
    Path file = folder.resolve("a.safetensors");
    try (NDManager manager = NativeEngine.newManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      arrays.put("long", manager.arange(2f * SafeTensors.CHUNK + 3).reshape(-1, 1));
      arrays.put("whole", HostArrays.of(manager, new long[] {Long.MIN_VALUE, 7}, new Shape(2)));
      arrays.put("one \"number\"", HostArrays.of(manager, new float[] {-0f}, new Shape()));
      arrays.put("none", manager.create(new Shape(0, 3), DataType.FLOAT32));
      arrays.put("slice", manager.arange(12f).reshape(3, 4).get(":, 1:3"));
      String sha256 = SafeTensors.write(file, arrays);
      assertThat(sha256).isEqualTo(Sha256.ofFile(file));
      try (SafeTensorsFile stored = SafeTensorsFile.open(file)) {
        assertThat(stored.shapes().keySet()).containsExactlyElementsOf(arrays.keySet());
        for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
          Shape shape = array.getValue().getShape();
          NDArray read = stored.read(manager, array.getKey(), shape);
          assertThat(read.toByteBuffer()).isEqualTo(array.getValue().toByteBuffer());
          assertThat(read.getDataType()).isEqualTo(array.getValue().getDataType());
        }
        assertThat(stored.readRange(manager, "long", SafeTensors.CHUNK - 1L, 3).toFloatArray())
            .containsExactly(SafeTensors.CHUNK - 1f, SafeTensors.CHUNK, SafeTensors.CHUNK + 1f);
        assertThatThrownBy(() -> stored.readRange(manager, "whole", 1, 2))
            .hasMessageContaining("has 2 numbers, asked for 2 from 1");
        assertThatThrownBy(() -> stored.read(manager, "whole", new Shape(3)))
            .isInstanceOf(DataException.class)
            .hasMessageContaining(file + ": array 'whole' has shape (2), expected (3)");
        assertThatThrownBy(() -> stored.readInto("whole", manager.zeros(new Shape(2))))
            .hasMessageContaining("is of type I64, expected F32");
        assertThatThrownBy(() -> stored.read(manager, "w", new Shape(3)))
            .hasMessageContaining("no array 'w'; there are [long, none");
      }
    }
  }

  @Test
  void engineThatWroteTheFileOtherwise_readsItToo() throws IOException {
    Path file = folder.resolve("djl.safetensors");
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray array = manager.arange(6f).reshape(2, 3);
      SafeTensors.write(file, Map.of("x", array));
      try (var in = Files.newInputStream(file)) {
        NDArray decoded = ai.djl.ndarray.NDList.decode(manager, in).get(0);
        assertThat(decoded.getName()).isEqualTo("x");
        assertThat(decoded).isEqualTo(array);
      }
    }
  }

  @Test
  void whatIsNotFinite_isNeitherWrittenNorRead() throws IOException {
    Path file = folder.resolve("nan.safetensors");
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray bad = HostArrays.of(manager, new float[] {1, Float.NaN}, new Shape(2));
      assertThatThrownBy(() -> SafeTensors.write(file, Map.of("x", bad)))
          .isInstanceOf(SeqrecException.class)
          .hasMessage("array 'x' holds NaN at number 1");
      assertThat(folder).isEmptyDirectory();
      SafeTensors.write(file, Map.of("x", manager.ones(new Shape(3))));
      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putFloat(bytes.length - 4, Float.NEGATIVE_INFINITY);
      Files.write(file, bytes);
      try (SafeTensorsFile stored = SafeTensorsFile.open(file)) {
        assertThatThrownBy(() -> stored.read(manager, "x", new Shape(3)))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("array 'x' holds -Infinity at number 2");
      }
      assertThatThrownBy(() -> SafeTensors.write(file, Map.of("x", manager.create(new byte[] {1}))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("arrays are stored as float32 or int64: int8");
    }
  }

  /** An array of 2^31 + 8 bytes behind another; only what is asked for is read. */
  @Test
  void arrayBeyondTwoGibibytes_isReadInItsPlaces() throws IOException {
    long numbers = (1L << 29) + 2;
    Path file = folder.resolve("big.safetensors");
    String json =
        "{\"small\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
            + "\"big\":{\"dtype\":\"F32\",\"shape\":["
            + numbers / 2
            + ",2],\"data_offsets\":[8,"
            + (8 + 4 * numbers)
            + "]}}";
    long start = 8L + json.length();
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE))) {
      channel.write(header(json), 0);
      channel.write(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 3.5f),
          start + 8 + 4 * (numbers - 1));
    }
    try (NDManager manager = NativeEngine.newManager();
        SafeTensorsFile stored = SafeTensorsFile.open(file)) {
      assertThat(stored.shapes().get("big")).isEqualTo(new Shape(numbers / 2, 2));
      assertThat(stored.readRange(manager, "big", numbers - 2, 2).toFloatArray())
          .containsExactly(0, 3.5f);
      assertThat(stored.readRange(manager, "big", 0, 1).toFloatArray()).containsExactly(0);
      assertThat(stored.read(manager, "small", new Shape(1)).toLongArray()).containsExactly(0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|BEGIN_OBJECT",
        "{|damaged: ",
        "{}x|damaged: ",
        "{}|its arrays take 0 bytes, it has 8",
        "{\"x\":1}|BEGIN_OBJECT",
        "{\"x\":{}}|lacks one of dtype, shape and data_offsets",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2]}}|lacks one of dtype, shape and data_offsets",
        "{\"x\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[0,8]}}|of type BF16; float32 (F32)",
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}|of type F64; float32 (F32)",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}|is longer than the file",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|its arrays take 4 bytes, it has 8",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|data_offsets [4, 8], expected [0, 4]",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}|no whole number from 0: -2",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}|no whole number from 0: 2.0",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}|no whole number from 0",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[99999999999,99999999999],\"data_offsets\":[0,8]}}|is longer than the file",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]}}|has 'shape' twice",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|two arrays 'x'",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|array 'y' of shape (1) is longer",
      })
  void header_thatIsNotWhole_isRefused(String json, String message) throws IOException {
    Path file = folder.resolve("x.safetensors");
    byte[] bytes = new byte[8 + json.length() + 8];
    header(json).get(bytes, 0, 8 + json.length());
    Files.write(file, bytes);
    assertThatThrownBy(() -> SafeTensorsFile.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": damaged: ")
        .hasMessageContaining(message)
        .hasMessageContaining("restore it from a copy");
  }

  @Test
  void lengthOfTheHeader_isCheckedAgainstTheFile() throws IOException {
    Path file = folder.resolve("x.safetensors");
    for (byte[] bytes :
        new byte[][] {
          {},
          {1, 2, 3},
          {0, 0, 0, 0, 0, 0, 0, 0},
          {9, 0, 0, 0, 0, 0, 0, 0, '{', '}'},
          {2, 0, 0, 0, 0, 0, 0, (byte) 0x80, '{', '}'},
          {-1, -1, -1, -1, -1, -1, -1, 0x7f, '{', '}'}
        }) {
      Files.write(file, bytes);
      assertThatThrownBy(() -> SafeTensorsFile.open(file))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("no length of a safetensors header");
    }
    Files.write(file, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, '}'});
    assertThatThrownBy(() -> SafeTensorsFile.open(file)).hasMessageContaining("no text in UTF-8");
  }

  private static ByteBuffer header(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .flip();
  }
}
