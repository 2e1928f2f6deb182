package io.github.seqrec4j.server;

import static io.github.seqrec4j.server.LiveItems.PUT;
import static io.github.seqrec4j.server.LiveItems.item;
import static io.github.seqrec4j.server.LiveItems.put;
import static io.github.seqrec4j.server.LiveItems.recommended;
import static io.github.seqrec4j.server.LiveItems.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed at once, with no chance to tidy up. */
final class KilledServerTest {

  private static final int WRITERS = 4;

  @TempDir private Path folder;

  @Test
  void killedWhileItemsCome_hasAllThatItAnswered() throws Exception {
    Path bundle = TestModel.save(folder.resolve("model"), 1);
    Path journal = folder.resolve("journal");
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    AtomicInteger answered = new AtomicInteger();
    List<String> expected = new ArrayList<>(TestModel.items());
    Process process = ServingProcess.begin(List.of(), bundle, journal);
    try {
      Client client = ServingProcess.client(process);
      List<Future<List<String>>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        String name = "new-" + w + "-";
        Callable<List<String>> writer = () -> addUntilItEnds(client, name, answered);
        writers.add(threads.submit(writer));
      }
      while (answered.get() < 10 * WRITERS && process.isAlive()) {
        Thread.sleep(5);
      }
      process.destroyForcibly().waitFor();
      for (Future<List<String>> writer : writers) {
        expected.addAll(writer.get());
      }
    } finally {
      process.destroyForcibly().waitFor();
      threads.shutdownNow();
    }
    assertThat(expected).hasSizeGreaterThanOrEqualTo(TestModel.ITEMS + 10 * WRITERS);
    try (RecommendationServer again = ServingProcess.serve(bundle, journal)) {
      assertThat(recommended(new Client(again.address())))
          .as("all that was answered, and what was on its way of each writer")
          .containsAll(expected)
          .hasSizeLessThanOrEqualTo(expected.size() + WRITERS);
    }
  }

  /** Items whose requests were answered. */
  private static List<String> addUntilItEnds(Client client, String name, AtomicInteger answered) {
    List<String> added = new ArrayList<>();
    while (true) {
      String id = name + added.size();
      try {
        assertThat(send(client, PUT, put(item(id, added.size()))).statusCode()).isEqualTo(200);
      } catch (UncheckedIOException e) { // it is dead
        return added;
      }
      added.add(id);
      answered.incrementAndGet();
    }
  }
}
