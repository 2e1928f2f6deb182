package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.data.ingest.Time;
import io.github.seqrec4j.spark.RecentEvents.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RecentEventsProperties {

  @Provide
  Arbitrary<List<Entry>> entries() {
    return Combinators.combine(
            Arbitraries.longs().between(-3, 3),
            Arbitraries.integers().between(0, 2),
            Arbitraries.strings().ofMaxLength(2),
            Arbitraries.of("view", "buy").injectNull(0.3))
        .as(Entry::new)
        .list()
        .ofMaxSize(20);
  }

  @Property(tries = 200)
  void bytes_holdAll(@ForAll("entries") List<Entry> entries) {
    RecentEvents events = new RecentEvents(Time.Kind.DATE, List.of()).with(entries, 100);

    assertThat(RecentEvents.of(events.toBytes())).isEqualTo(events);
    assertThat(events.events()).hasSameSizeAs(entries);
  }

  /** However a stream is cut, and in whatever order it comes. */
  @Property(tries = 200)
  void lastEvents_doNotDependOnBatches(
      @ForAll("entries") List<Entry> entries,
      @ForAll @IntRange(min = 1, max = 8) int most,
      @ForAll int seed) {
    Random random = new Random(seed);
    List<Entry> shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, random);
    RecentEvents inParts = new RecentEvents(Time.Kind.NUMBER, List.of());
    int from = 0;
    while (from < shuffled.size()) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(4));
      inParts = inParts.with(shuffled.subList(from, to), most);
      from = to;
    }

    assertThat(inParts)
        .isEqualTo(new RecentEvents(Time.Kind.NUMBER, List.of()).with(entries, most));
  }

  @Example
  void stateOfAnotherFormat_isRefused() {
    byte[] bytes = new RecentEvents(Time.Kind.NUMBER, List.of()).toBytes();
    bytes[0] = 9;

    assertThatThrownBy(() -> RecentEvents.of(bytes)).hasMessageContaining("format 9");
  }
}
