package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.TrainingEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files, read back by the published format and not by the code that writes them. */
final class TensorBoardTest {

  @TempDir private Path folder;

  /** A file that TensorFlow's own writer would make of these events, byte by byte. */
  @Test
  void record_isTensorFlows() throws IOException {
    try (TensorBoardFile file = new TensorBoardFile(folder, 1.5, 7)) {
      file.add(2.5, 300, Map.of("loss", 0.25));
    }
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(only())).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(hex(record(all)))
        .as("Event { wall_time: 1.5, file_version: 'brain.Event:2' }")
        .isEqualTo("09000000000000f83f1a0d627261696e2e4576656e743a32");
    assertThat(hex(record(all)))
        .as("Event { wall_time: 1.5, step: 7, session_log { status: START } }")
        .isEqualTo("09000000000000f83f10073a020801");
    assertThat(hex(record(all)))
        .as("Event { wall_time: 2.5, step: 300, summary { value { tag, simple_value: 0.25 } } }")
        .isEqualTo("09000000000000044010ac022a0d0a0b0a046c6f7373150000803e");
    assertThat(all.hasRemaining()).isFalse();
  }

  /** The checksum that the records are read back with: 32 zero bytes, from RFC 3720. */
  @Test
  void checksum_isThatOfTheRfc() {
    CRC32C crc = new CRC32C();
    crc.update(new byte[32]);
    assertThat(crc.getValue()).isEqualTo(0x8a9136aaL);
  }

  @Test
  void training_writesStepsAndEpochs_aResumedOneAnotherFile() throws IOException {
    for (int first = 1; first <= 2; first++) {
      try (TensorBoardEvents events = new TensorBoardEvents(folder)) {
        events.onEvent(new TrainingEvent.Started(2, 4, 10, first, 1));
        for (int step = 1; step <= 4; step++) {
          events.onEvent(new TrainingEvent.StepFinished(first, step, 4, 3, 2, 1, 0.5));
        }
        events.onEvent(
            new TrainingEvent.EpochFinished(
                first, 2, 1, 0.5, 1, Map.of("id", Map.of("mrr", 0.125)), 9, true, 1, 1, -1));
      }
    }
    List<String> tags = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        while (all.hasRemaining()) {
          tags.add(new String(record(all), StandardCharsets.ISO_8859_1));
        }
      }
    }
    assertThat(tags).hasSize(2 * (2 + 4 + 1));
    assertThat(tags.stream().filter(t -> t.contains("step/crossEntropy"))).hasSize(8);
    assertThat(tags.stream().filter(t -> t.contains("validation/id/mrr"))).hasSize(2);
    assertThat(tags.stream().filter(t -> t.contains("residentBytes"))).isEmpty();
  }

  /** The data of the next record, after its checks. */
  private static byte[] record(ByteBuffer all) {
    byte[] length = new byte[Long.BYTES];
    all.get(length);
    assertThat(all.getInt()).isEqualTo(masked(length));
    byte[] data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
    all.get(data);
    assertThat(all.getInt()).isEqualTo(masked(data));
    return data;
  }

  private static int masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    long c = crc.getValue();
    return (int) (((c >>> 15) | (c << 17)) + 0xa282ead8L);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
