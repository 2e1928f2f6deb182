package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever stands in a file: it is read, or refused by a message that names the file. */
final class FuzzProperties {

  private static @Nullable Path directory;

  @BeforeContainer
  static void create() throws IOException {
    directory = Files.createTempDirectory("fuzz");
  }

  @AfterContainer
  static void delete() throws IOException {
    try (Stream<Path> tree = Files.walk(directory())) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Path directory() {
    if (directory == null) {
      throw new IllegalStateException("created before the properties run");
    }
    return directory;
  }

  @Property(tries = 150)
  void interactions_areReadOrRefused(
      @ForAll("tables") byte[] content, @ForAll("endings") String ending) throws IOException {
    check("interactions" + ending, content);
  }

  @Property(tries = 150)
  void items_areReadOrRefused(@ForAll("tables") byte[] content, @ForAll("endings") String ending)
      throws IOException {
    check("items" + ending, content);
  }

  @Property(tries = 250)
  void features_areReadOrRefused(@ForAll("arrays") byte[] content) throws IOException {
    check("features/text.npy", content);
  }

  @Property(tries = 100)
  void masks_areReadOrRefused(@ForAll("arrays") byte[] content) throws IOException {
    check("features/text.mask.npy", content);
  }

  private static void check(String name, byte[] content) throws IOException {
    Folder folder = Folder.small(directory());
    folder.bytes("features/text.npy", Folder.npy("<f4", "False", "(3, 1)", Folder.floats(1, 2, 3)));
    String stem = name.substring(0, name.indexOf('.'));
    Files.deleteIfExists(folder.file(stem + ".tsv"));
    Path file = folder.file(name);
    folder.bytes(name.replace(".gz", ""), content);
    if (name.endsWith(".gz")) { // half of them valid, half of them not
      folder.without(name.replace(".gz", ""));
      if (content.length % 2 == 0) {
        folder.bytes(name, content);
      } else {
        Files.write(file, content);
      }
    }
    try (Dataset dataset = folder.open()) {
      assertThat(dataset.users()).isPositive();
    } catch (DataException e) {
      assertThat(e.getMessage()).contains(folder.path().toString()).hasSizeLessThan(4000);
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<String> endings() {
    return Arbitraries.of(".tsv", ".csv", ".jsonl", ".tsv.gz", ".csv.gz", ".jsonl.gz");
  }

  /** Any bytes, and lines of pieces that nearly fit. */
  @Provide
  Arbitrary<byte[]> tables() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    Arbitrary<String> piece =
        Arbitraries.of(
            "user",
            "item",
            "title",
            "timestamp",
            "a",
            "b",
            "c",
            "u",
            "1",
            "NaN",
            "\t",
            "\t",
            ",",
            ",",
            "\n",
            "\n",
            "\r",
            "\"",
            "\uFEFF",
            "\u00e9",
            " ",
            "\0");
    Arbitrary<byte[]> lines =
        piece
            .list()
            .ofMaxSize(60)
            .map(pieces -> String.join("", pieces))
            .flatMap(
                text ->
                    Arbitraries.of("", "user\titem\n", "item\n", "user,item\nu,a\n")
                        .map(header -> header + text))
            .map(text -> text.getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(any, lines);
  }

  /** Any bytes, headers of pieces that nearly fit, and good files with some bytes changed. */
  @Provide
  Arbitrary<byte[]> arrays() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    Arbitrary<byte[]> headers =
        Combinators.combine(
                Arbitraries.of("<f4", "<f2", "|u1", ">f4", "<f8", ""),
                Arbitraries.of("False", "True", ""),
                Arbitraries.of(
                    "(3, 1)",
                    "(3,)",
                    "(3, 2, 1)",
                    "(-3, 1)",
                    "(3, 4294967296)",
                    "(4611686018427387904, 4)",
                    "(3, 1e9)",
                    "3",
                    "(2147483648, 1)"),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(24))
            .as(Folder::npy);
    byte[] good = Folder.npy("<f4", "False", "(3, 1)", Folder.floats(1, 2, 3));
    Arbitrary<byte[]> changed =
        Combinators.combine(
                Arbitraries.longs(),
                Arbitraries.integers().between(0, 4),
                Arbitraries.integers().between(0, good.length))
            .as((seed, changes, length) -> changed(good, new Random(seed), changes, length));
    return Arbitraries.oneOf(any, headers, changed);
  }

  private static byte[] changed(byte[] good, Random random, int changes, int length) {
    byte[] bytes = good.clone();
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return Arrays.copyOf(bytes, length);
  }
}
