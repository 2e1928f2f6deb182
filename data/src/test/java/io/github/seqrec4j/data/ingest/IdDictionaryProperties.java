package io.github.seqrec4j.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class IdDictionaryProperties {

  @Property(tries = 100)
  void codes_areThoseOfFirstAppearance(@ForAll("ids") List<String> ids) {
    Map<String, Integer> expected = new LinkedHashMap<>();
    ids.forEach(id -> expected.putIfAbsent(id, expected.size()));
    IdDictionary dictionary = new IdDictionary();
    List<Integer> codes = new ArrayList<>();
    ids.forEach(id -> codes.add(dictionary.add(id)));
    assertThat(codes).isEqualTo(ids.stream().map(expected::get).toList());
    assertThat(dictionary.size()).isEqualTo(expected.size());
    expected.forEach(
        (id, code) -> {
          assertThat(dictionary.text(code)).isEqualTo(id);
          assertThat(dictionary.find(id)).isEqualTo(code);
        });
    assertThat(dictionary.find("never there")).isEqualTo(-1);
  }

  @Property(tries = 100)
  void batches_areAsOneByOne(@ForAll("ids") List<String> ids, @ForAll("size") int batchSize) {
    IdDictionary expected = new IdDictionary();
    IdDictionary dictionary = new IdDictionary();
    IdBatch batch = new IdBatch(batchSize);
    for (int from = 0; from < ids.size(); from += batchSize) {
      List<String> part = ids.subList(from, Math.min(from + batchSize, ids.size()));
      batch.clear();
      for (String id : part) {
        byte[] utf8 = ("-" + id + "-").getBytes(StandardCharsets.UTF_8);
        batch.add(utf8, 1, utf8.length - 1);
      }
      dictionary.locate(batch);
      for (int i = 0; i < part.size(); i++) {
        assertThat(batch.text(i)).isEqualTo(part.get(i));
        assertThat(dictionary.find(batch, i)).isEqualTo(expected.find(part.get(i)));
        assertThat(dictionary.add(batch, i)).isEqualTo(expected.add(part.get(i)));
      }
    }
    assertThat(dictionary.size()).isEqualTo(expected.size());
  }

  @Example
  void batchThatMakesTheTableGrow_isFoundAgain() {
    IdDictionary dictionary = new IdDictionary();
    IdBatch batch = new IdBatch(10_000);
    for (int round = 0; round < 2; round++) {
      batch.clear();
      for (int i = 0; i < 10_000; i++) {
        byte[] utf8 = ("item" + i).getBytes(StandardCharsets.UTF_8);
        batch.add(utf8, 0, utf8.length);
      }
      dictionary.locate(batch);
      for (int i = 0; i < 10_000; i++) {
        assertThat(dictionary.add(batch, i)).isEqualTo(i);
      }
    }
  }

  @Provide
  Arbitrary<Integer> size() {
    return Arbitraries.integers().between(1, 100);
  }

  @Example
  void manyAndLongIdentifiers_areKept() {
    IdDictionary dictionary = new IdDictionary();
    for (int i = 0; i < 100_000; i++) {
      assertThat(dictionary.add("0" + i + "x".repeat(i % 50))).isEqualTo(i);
    }
    String large = "y".repeat(3_000_000);
    assertThat(dictionary.add(large)).isEqualTo(100_000);
    assertThat(dictionary.text(100_000)).isEqualTo(large);
    for (int i = 0; i < 100_000; i += 777) {
      assertThat(dictionary.find("0" + i + "x".repeat(i % 50))).isEqualTo(i);
    }
  }

  @Provide
  Arbitrary<List<String>> ids() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(3).withChars('a', 'b', '0'),
            Arbitraries.of(
                "00", "0", "9223372036854775808", "\u00e9", "\ud83d\ude00", "a b", "\"q\""))
        .list()
        .ofMaxSize(80);
  }
}
