package io.github.seqrec4j.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class MappedFileTest {

  private static final int BYTES = 100;

  @TempDir private Path directory = Path.of("");

  private Path counting() throws IOException {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (3 * i);
    }
    return Files.write(directory.resolve("counting"), bytes);
  }

  @Test
  void numbers_acrossSegmentsAreThoseOfTheFile() throws IOException {
    Path path = counting();
    ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits : new int[] {3, 4, 6, 30}) {
      try (MappedFile file = MappedFile.open(path, bits)) {
        assertThat(file.size()).isEqualTo(BYTES);
        for (int at = 0; at <= BYTES - Long.BYTES; at++) {
          assertThat(file.getInt(at)).isEqualTo(expected.getInt(at));
          assertThat(file.getLong(at)).isEqualTo(expected.getLong(at));
        }
        byte[] part = new byte[77];
        expected.get(11, part);
        assertThat(file.bytes(11, 77)).isEqualTo(part);
        file.read(
            11,
            77,
            view -> {
              assertThat(view.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
              assertThat(view.isReadOnly()).isTrue();
              assertThat(view).isEqualTo(ByteBuffer.wrap(part));
            });
      }
    }
  }

  @Test
  void digest_isThatOfTheStretch() throws IOException {
    Path path = counting();
    var whole = Sha256.digest();
    try (MappedFile file = MappedFile.open(path, 5)) {
      file.digest(0, BYTES, whole);
    }
    assertThat(whole.digest()).isEqualTo(Sha256.digest().digest(Files.readAllBytes(path)));
  }

  @Test
  void outsideTheFile_isRefusedByItsName() throws IOException {
    try (MappedFile file = MappedFile.open(counting())) {
      assertThatThrownBy(() -> file.getInt(BYTES - 3))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("counting: 4 bytes at 97 of a file of 100");
      assertThatThrownBy(() -> file.getLong(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> file.getLong(Long.MAX_VALUE))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> file.bytes(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(file.bytes(BYTES, 0)).isEmpty();
    }
  }

  @Test
  void beyondTwoGibibytes_placesHave64Bits() throws IOException {
    Path path = directory.resolve("sparse");
    long size = (5L << 29) + 12; // 2.5 GiB and some
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
      file.seek(size - 8);
      file.writeLong(Long.reverseBytes(0x0102030405060708L));
    }
    try (MappedFile file = MappedFile.open(path)) {
      assertThat(file.size()).isEqualTo(size);
      assertThat(file.getLong(size - 8)).isEqualTo(0x0102030405060708L);
      assertThat(file.getLong(size - 8 - (1L << 31))).isZero();
    }
  }

  @Test
  void closed_isToldAndNeverRead() throws IOException {
    MappedFile file = MappedFile.open(counting());
    file.close();
    file.close();
    assertThatThrownBy(() -> file.getInt(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("counting: closed");
    assertThatThrownBy(() -> file.read(0, 1, view -> {})).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void empty_hasNothing() throws IOException {
    try (MappedFile file = MappedFile.open(Files.createFile(directory.resolve("empty")))) {
      assertThat(file.size()).isZero();
      assertThat(file.bytes(0, 0)).isEmpty();
    }
  }

  @Test
  void closedWhileARead_staysReadableUntilItEnds() throws IOException {
    MappedFile file = MappedFile.open(counting());
    file.read(
        0,
        BYTES,
        view -> {
          file.close();
          assertThat(view.get(99)).isEqualTo((byte) (3 * 99));
        });
    assertThatThrownBy(() -> file.getInt(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void closed_letsGoOfTheMemory() throws IOException {
    Path path = counting();
    MappedFile file = MappedFile.open(path);
    assertThat(Files.readString(Path.of("/proc/self/maps"))).contains(path.toString());
    file.close();
    assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain(path.toString());
  }

  @Test
  void closedUnderReaders_eachReadsRightOrIsTold() throws Exception {
    Path path = counting();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    AtomicLong reads = new AtomicLong();
    try {
      for (int round = 0; round < 200; round++) {
        MappedFile file = MappedFile.open(path);
        CountDownLatch started = new CountDownLatch(3);
        List<Future<Long>> all = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
          Callable<Long> reading =
              () -> {
                started.countDown();
                long right = 0;
                while (true) {
                  try {
                    assertThat(file.getInt(0)).isEqualTo(0x09060300);
                    right++;
                  } catch (IllegalStateException closed) {
                    return right;
                  }
                }
              };
          all.add(threads.submit(reading));
        }
        started.await();
        file.close();
        for (Future<Long> each : all) {
          reads.addAndGet(each.get());
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(reads).hasPositiveValue();
  }
}
