package io.github.seqrec4j.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.ingest.FilterSpec.Repeats;
import io.github.seqrec4j.data.ingest.RejectSpec.UnknownItems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * Whatever the log and the filters: the database does what the plain program of {@link Log} does.
 */
final class IngestionProperties {

  private Path folder = Path.of("");

  @BeforeTry
  void create() throws IOException {
    folder = Files.createTempDirectory("ingestion");
  }

  @AfterTry
  void delete() throws IOException {
    AtomicFiles.deleteTree(folder);
  }

  @Property(tries = 60)
  void result_isThatOfThePlainProgram(
      @ForAll("logs") Log log,
      @ForAll("filters") FilterSpec filter,
      @ForAll @IntRange(min = 3, max = 5) int minimumPerUser)
      throws IOException {
    write(log.tsv());
    Map<String, List<Log.Event>> expected = log.cleaned(filter, minimumPerUser);
    Ingestion ingestion = ingestion(filter, new RejectSpec(), new IngestSpec(), minimumPerUser);
    if (expected.isEmpty()) {
      assertThatThrownBy(() -> ingestion.open(null))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("nothing is left to train on");
      return;
    }
    Ingestion.Result result = ingestion.open(null);
    Interactions actual = result.interactions();
    assertThat(IntStream.range(0, actual.users()).mapToObj(actual::userId))
        .containsExactlyElementsOf(expected.keySet());
    for (int user = 0; user < actual.users(); user++) {
      List<Log.Event> events = expected.getOrDefault(actual.userId(user), List.of());
      List<String> items = new ArrayList<>();
      List<Integer> times = new ArrayList<>();
      for (long p = actual.start(user); p < actual.start(user + 1); p++) {
        items.add(result.catalogue().get(actual.item(p) - 1));
        times.add((int) actual.time(p));
      }
      assertThat(items)
          .containsExactlyElementsOf(events.stream().map(e -> "i" + e.item()).toList());
      assertThat(times).containsExactlyElementsOf(events.stream().map(Log.Event::time).toList());
    }
    assertThat(result.summary().interactionsRead()).isEqualTo(log.events().size());
    addsUp(result.summary());
  }

  /** Some lines are broken, some name items that the catalogue lacks. */
  @Property(tries = 40)
  void counts_addUp(
      @ForAll("logs") Log log,
      @ForAll("filters") FilterSpec filter,
      @ForAll long seed,
      @ForAll UnknownItems unknownItems)
      throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(log.tsv().lines().toList());
    String[] broken = {"u1", "\ti1\t3", "u1\ti1\tnoon", "u1\ti1\t2\t3", "u1\t \t1"};
    int breaks = random.nextInt(6);
    for (int i = 0; i < breaks; i++) {
      lines.add(2 + random.nextInt(lines.size() - 1), broken[random.nextInt(broken.length)]);
    }
    write(String.join("\n", lines));
    List<String> catalogue = List.of("i1", "i2", "i3");
    RejectSpec reject = RejectSpec.builder().lines(1000).unknownItems(unknownItems).build();
    Ingestion.Result result;
    try {
      result = ingestion(filter, reject, new IngestSpec(), 3).open(catalogue);
    } catch (DataException e) {
      assertThat(e).hasMessageContaining("nothing is left");
      return;
    }
    DataSummary summary = result.summary();
    assertThat(summary.interactionsRead()).isEqualTo(lines.size() - 1);
    addsUp(summary);
    long unknown = log.events().stream().filter(e -> e.item() > 3 || e.item() < 1).count();
    assertThat(summary.interactionsRejected())
        .isEqualTo(breaks + (unknownItems == UnknownItems.ERROR ? unknown : 0));
    assertThat(summary.dropped().getOrDefault("item not in the items file", 0L))
        .isEqualTo(unknownItems == UnknownItems.DROP ? unknown : 0);
  }

  private static void addsUp(DataSummary summary) {
    assertThat(
            summary.interactionsKept()
                + summary.interactionsRejected()
                + summary.interactionsDropped())
        .as("%s", summary)
        .isEqualTo(summary.interactionsRead());
  }

  /** The same bytes whatever reading may use; the smallest memory does not hold the sort. */
  @Example
  void result_dependsNeitherOnThreadsNorOnMemory() throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("user\titem\ttimestamp\n");
    for (int i = 0; i < 400_000; i++) {
      text.append('u').append(random.nextInt(20_000)).append("\ti").append(random.nextInt(3000));
      text.append('\t').append(random.nextInt(1000)).append('\n');
    }
    write(text.toString());
    FilterSpec filter =
        FilterSpec.builder().minimumPerItem(3).maximumLength(30).repeats(Repeats.COLLAPSE).build();
    List<IngestSpec> all =
        List.of(
            IngestSpec.builder().threads(1).cache(folder.resolve("a")).build(),
            IngestSpec.builder().threads(4).cache(folder.resolve("b")).build(),
            IngestSpec.builder()
                .memoryMegabytes(128)
                .threads(1)
                .cache(folder.resolve("c"))
                .build());
    List<String> keys = new ArrayList<>();
    for (IngestSpec spec : all) {
      keys.add(ingestion(filter, new RejectSpec(), spec, 5).open(null).key());
    }
    assertThat(keys).containsOnly(keys.get(0));
    for (String file :
        List.of("items", "times", "starts", "users.utf8", "catalogue.utf8", "manifest.json")) {
      Path first = folder.resolve("a").resolve(keys.get(0).substring(0, 16)).resolve(file);
      assertThat(first).isNotEmptyFile();
      for (String other : List.of("b", "c")) {
        assertThat(folder.resolve(other).resolve(keys.get(0).substring(0, 16)).resolve(file))
            .hasSameBinaryContentAs(first);
      }
    }
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("interactions.tsv"), text);
  }

  private Ingestion ingestion(
      FilterSpec filter, RejectSpec reject, IngestSpec resources, int minimumPerUser) {
    return new Ingestion(
        folder.resolve("interactions.tsv"),
        new IngestSettings(
            "user",
            "item",
            "timestamp",
            null,
            null,
            null,
            minimumPerUser,
            filter,
            reject,
            resources),
        null);
  }

  @Provide
  Arbitrary<Log> logs() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(-2, 9))
        .as(Log.Event::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60)
        .map(Log::new);
  }

  @Provide
  Arbitrary<FilterSpec> filters() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(0, 5, 8),
            Arbitraries.of("", "-1", "2"),
            Arbitraries.of("", "7.5", "9"),
            Arbitraries.of(Repeats.class))
        .as(
            (item, length, from, to, repeats) ->
                FilterSpec.builder()
                    .minimumPerItem(item)
                    .maximumLength(length)
                    .from(from.isEmpty() ? null : new Time(from))
                    .to(to.isEmpty() ? null : new Time(to))
                    .repeats(repeats)
                    .build());
  }
}
