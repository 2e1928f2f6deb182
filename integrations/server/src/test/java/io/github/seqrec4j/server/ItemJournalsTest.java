package io.github.seqrec4j.server;

import static io.github.seqrec4j.server.Client.good;
import static io.github.seqrec4j.server.LiveItems.PUT;
import static io.github.seqrec4j.server.LiveItems.RETIRE;
import static io.github.seqrec4j.server.LiveItems.TOKEN;
import static io.github.seqrec4j.server.LiveItems.ids;
import static io.github.seqrec4j.server.LiveItems.item;
import static io.github.seqrec4j.server.LiveItems.put;
import static io.github.seqrec4j.server.LiveItems.recommended;
import static io.github.seqrec4j.server.LiveItems.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server keeps of its items when many write, bundles change, and the file is harmed. */
final class ItemJournalsTest {

  private static final int WRITERS = 4;
  private static final int CHANGES = 10; // of each writer

  @TempDir private Path folder;
  private Path bundle = Path.of("");
  private Path journal = Path.of("");

  @BeforeEach
  void save() {
    bundle = TestModel.save(folder.resolve("model"), 1);
    journal = folder.resolve("items.journal");
  }

  private RecommendationServer start() {
    return RecommendationServer.of(bundle)
        .spec(ServerSpec.builder().port(0).reloadSeconds(0).build())
        .adminToken(TOKEN)
        .journal(journal)
        .start();
  }

  private static String name(int writer, int change) {
    return "new-" + writer + "-" + change;
  }

  /** Each adds its own items, all put one and the same, and retire every other of theirs. */
  private static List<Future<Void>> write(ExecutorService threads, Client client) {
    List<Future<Void>> writers = new ArrayList<>();
    for (int w = 0; w < WRITERS; w++) {
      int writer = w;
      Callable<Void> writing =
          () -> {
            for (int c = 0; c < CHANGES; c++) {
              good(send(client, PUT, put(item(name(writer, c), writer - c), item("shared", c))));
              if (c % 2 == 1) {
                good(send(client, RETIRE, ids(name(writer, c))));
              }
            }
            return null;
          };
      writers.add(threads.submit(writing));
    }
    return writers;
  }

  private static List<String> left() {
    List<String> left = new ArrayList<>(List.of("shared"));
    for (int w = 0; w < WRITERS; w++) {
      for (int c = 0; c < CHANGES; c += 2) {
        left.add(name(w, c));
      }
    }
    return left;
  }

  @Test
  void concurrentChanges_areAllMadeAndKept_whileTheBundleChanges() throws Exception {
    Path first = TestModel.save(folder.resolve("first"), 1);
    Path second = TestModel.save(folder.resolve("second"), 2);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<String> before;
    try (RecommendationServer server = start()) {
      Client client = new Client(server.address());
      List<Future<Void>> writers = write(threads, client);
      for (int reload = 0; reload < 5; reload++) {
        TestModel.replace(bundle, reload % 2 == 0 ? second : first);
        good(send(client, "/v1/admin/reload", ""));
      }
      for (Future<Void> writer : writers) {
        writer.get();
      }
      before = recommended(client);
      List<String> all = new ArrayList<>(TestModel.items());
      all.addAll(left());
      assertThat(before).containsExactlyInAnyOrderElementsOf(all);
    } finally {
      threads.shutdownNow();
    }
    try (RecommendationServer again = start()) {
      assertThat(recommended(new Client(again.address())))
          .containsExactlyInAnyOrderElementsOf(before);
    }
  }

  private void keepThree() {
    try (RecommendationServer server = start()) {
      Client client = new Client(server.address());
      good(send(client, PUT, put(item("one", 1))));
      good(send(client, PUT, put(item("two", 2))));
      good(send(client, PUT, put(item("three", 3))));
    }
  }

  /** As a crash while the last change was written leaves it, whose request was not answered. */
  @Test
  void journalCutShort_lacksItsLastChangeAlone() throws IOException {
    keepThree();
    byte[] whole = Files.readAllBytes(journal);
    Files.write(journal, Arrays.copyOf(whole, whole.length - 20));
    try (RecommendationServer again = start()) {
      Client client = new Client(again.address());
      assertThat(recommended(client)).contains("one", "two").doesNotContain("three");
      good(send(client, PUT, put(item("three", 3))));
    }
    try (RecommendationServer again = start()) {
      assertThat(recommended(new Client(again.address()))).contains("one", "two", "three");
    }
  }

  @Test
  void damagedJournal_endsTheStartWithFileAndLine() throws IOException {
    keepThree();
    String whole = Files.readString(journal);
    Files.writeString(journal, whole.replace("\"two\"", "\"owt\""));
    assertThatThrownBy(this::start)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(journal + ": 3: damaged: its checksum is another")
        .hasMessageContaining("restore it from a copy, or move it away");
    Files.writeString(journal, "");
    assertThatThrownBy(this::start)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(journal + ": 1: damaged: it has no first line");
    Files.writeString(journal, whole);
    try (RecommendationServer again = start()) {
      assertThat(recommended(new Client(again.address())))
          .as("what was refused is not held open")
          .contains("one", "two", "three");
    }
  }

  @Test
  void journalInTheBundle_endsTheStart() {
    journal = bundle.resolve("items.journal");
    assertThatThrownBy(this::start)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("must not lie in the bundle");
  }
}
