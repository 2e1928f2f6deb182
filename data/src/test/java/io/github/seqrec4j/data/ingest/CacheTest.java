package io.github.seqrec4j.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.api.files.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("interactions.tsv"),
        "user\titem\ttimestamp\nu\ta\t5\nv\tc\t1\nu\tb\t4\nu\tc\t3\nv\ta\t2\nv\tb\t3\n");
  }

  private Ingestion.Result open() {
    return open(new FilterSpec());
  }

  private Ingestion.Result open(FilterSpec filter) {
    return open(filter, ByteProgress.NONE, folder);
  }

  private static Ingestion.Result open(FilterSpec filter, ByteProgress progress, Path directory) {
    return new Ingestion(
            directory.resolve("interactions.tsv"),
            new IngestSettings(
                "user",
                "item",
                "timestamp",
                null,
                null,
                null,
                3,
                filter,
                new RejectSpec(),
                new IngestSpec()),
            null,
            progress)
        .open(null);
  }

  private Path cache() {
    return folder.resolve(Ingestion.CACHE);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(cache())) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static List<String> items(Ingestion.Result result, int user) {
    List<String> items = new ArrayList<>();
    Interactions all = result.interactions();
    for (long p = all.start(user); p < all.start(user + 1); p++) {
      items.add(result.catalogue().get(all.item(p) - 1) + "@" + all.time(p));
    }
    return items;
  }

  @Test
  void secondOpening_readsWhatTheFirstWrote() throws IOException {
    Ingestion.Result first = open();
    assertThat(items(first, 0)).containsExactly("c@3", "b@4", "a@5");
    assertThat(entries()).hasSize(1);
    Path manifest = entries().get(0).resolve("manifest.json");
    FileTime written = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(manifest, written);
    Ingestion.Result second = open();
    assertThat(Files.getLastModifiedTime(manifest)).as("not written again").isEqualTo(written);
    assertThat(items(second, 1)).isEqualTo(items(first, 1));
    assertThat(second.summary()).isEqualTo(first.summary());
    assertThat(second.catalogue()).isEqualTo(first.catalogue());
    assertThat(cache().resolve(".gitignore")).content().contains("\n*\n");
  }

  @Test
  void otherContentOrSettings_areAnotherEntry() throws IOException {
    String key = open().key();
    Set<String> keys = new HashSet<>(Set.of(key));
    keys.add(open(FilterSpec.builder().minimumPerItem(2).build()).key());
    keys.add(open(FilterSpec.builder().maximumLength(3).build()).key());
    keys.add(open(FilterSpec.builder().from(new Time("1")).build()).key());
    keys.add(open(FilterSpec.builder().repeats(FilterSpec.Repeats.DROP).build()).key());
    assertThat(keys).hasSize(5);
    assertThat(entries()).as("the newest").hasSize(4);
    FileTime before = Files.getLastModifiedTime(folder.resolve("interactions.tsv"));
    String text = Files.readString(folder.resolve("interactions.tsv"));
    Files.writeString(folder.resolve("interactions.tsv"), text.replace("\t5", "\t6"));
    Files.setLastModifiedTime(folder.resolve("interactions.tsv"), before);
    assertThat(open().key()).as("the same size and time, another content").isNotIn(keys);
  }

  @Test
  void damagedEntry_isMadeAnew() throws IOException {
    List<String> expected = items(open(), 0);
    Path entry = entries().get(0);
    for (String file : List.of("items", "users.utf8", "manifest.json")) {
      byte[] whole = Files.readAllBytes(entry.resolve(file));
      Files.write(entry.resolve(file), new byte[] {1, 2, 3});
      assertThat(items(open(), 0)).isEqualTo(expected);
      assertThat(entry.resolve(file)).hasBinaryContent(whole);
    }
    Files.delete(entry.resolve("starts"));
    assertThat(items(open(), 0)).isEqualTo(expected);
  }

  @Test
  void directoryThatCannotBeWritten_isReadAllTheSame() throws IOException {
    Files.writeString(cache(), "a file where the cache would be");
    assertThat(items(open(), 0)).containsExactly("c@3", "b@4", "a@5");
    assertThat(cache()).hasContent("a file where the cache would be");
  }

  @Test
  void manyAtOnce_agree() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<String>>> all =
          threads.invokeAll(
              java.util.Collections.nCopies(4, (Callable<List<String>>) () -> items(open(), 1)));
      for (Future<List<String>> one : all) {
        assertThat(one.get()).containsExactly("c@1", "a@2", "b@3");
      }
    } finally {
      threads.shutdown();
    }
    assertThat(entries()).as("one entry, nothing partial").hasSize(1);
  }

  /** Whoever waited takes what the other made, without reading the file. */
  @Test
  @SuppressWarnings("try") // the lock is let go of before the block ends
  void whileAnotherMakesADataset_isWaitedFor() throws Exception {
    Path lock = Files.createDirectory(cache()).resolve(".lock");
    CountDownLatch waiting = new CountDownLatch(1);
    List<String> begun = new CopyOnWriteArrayList<>();
    ByteProgress progress =
        new ByteProgress() {
          @Override
          public void begin(String what, long done, long total) {
            begun.add(what);
            waiting.countDown();
          }

          @Override
          public void advance(long bytes) {}

          @Override
          public void end() {}
        };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (ProcessLock other = ProcessLock.take(lock, holder -> holder)) {
      Future<Ingestion.Result> result =
          thread.submit(() -> open(new FilterSpec(), progress, folder));
      waiting.await();
      assertThat(result).isNotDone();
      Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
      Files.copy(folder.resolve("interactions.tsv"), elsewhere.resolve("interactions.tsv"));
      open(new FilterSpec(), ByteProgress.NONE, elsewhere).interactions().close();
      Path made = elsewhere.resolve(Ingestion.CACHE);
      try (Stream<Path> files = Files.list(made)) {
        Path entry = files.filter(Files::isDirectory).findFirst().orElseThrow();
        Files.move(entry, cache().resolve(entry.getFileName()));
      }
      other.close();
      assertThat(items(result.get(), 0)).containsExactly("c@3", "b@4", "a@5");
      assertThat(begun).containsExactly("waiting for this process");
    } finally {
      thread.shutdown();
    }
  }

  @Test
  void refusedFile_leavesNothing() throws IOException {
    Files.writeString(folder.resolve("interactions.tsv"), "user\titem\nu\n");
    org.assertj.core.api.Assertions.assertThatThrownBy(this::open).hasMessageContaining(": 2: ");
    assertThat(entries()).isEmpty();
  }
}
