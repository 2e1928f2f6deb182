package io.github.seqrec4j.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessLockTest {

  @TempDir private Path folder;

  private static ProcessLock take(Path file) throws IOException {
    return ProcessLock.take(file, holder -> "held by " + holder);
  }

  @Test
  void take_heldByThisProcess_isRefusedUntilLetGoOf() throws IOException {
    Path file = folder.resolve("new").resolve(".lock");
    ProcessLock lock = take(file);
    assertThatThrownBy(() -> take(file).close())
        .isInstanceOf(UsageException.class)
        .hasMessage("held by this process");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("new"));
    assertThatThrownBy(() -> take(link.resolve(".lock")).close())
        .hasMessage("held by this process");
    lock.close();
    lock.close();
    take(file).close();
  }

  /** A directory of a stranger may hold a link to any file of ours. */
  @Test
  void linkInItsPlace_isNotWrittenThrough() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve(".lock"), mine);
    assertThatThrownBy(() -> take(link).close()).isInstanceOf(IOException.class);
    assertThat(mine).hasContent("mine");
    Files.delete(link);
    take(link).close();
  }

  /** A refusal within the process that holds the lock must not lose it to other processes. */
  @Test
  void take_heldByAnotherProcess_isRefusedUntilItIsKilled() throws Exception {
    Path file = folder.resolve(".lock");
    Path ready = folder.resolve("ready");
    Process holder = start(file, ready);
    try {
      while (!Files.exists(ready)) {
        assertThat(holder.isAlive()).as("the other process").isTrue();
        Thread.sleep(5);
      }
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> take(file).close())
            .isInstanceOf(UsageException.class)
            .hasMessageStartingWith("held by process " + holder.pid() + ", since 20");
      }
      CountDownLatch told = new CountDownLatch(1);
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(
              () -> {
                try {
                  ProcessLock.await(file, who -> told.countDown()).close();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      told.await();
      assertThat(waiting).isNotDone();
      holder.destroyForcibly().waitFor();
      waiting.get();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    take(file).close();
  }

  @Test
  void await_manyThreads_haveItOneByOne() {
    Path file = folder.resolve(".lock");
    AtomicInteger inside = new AtomicInteger();
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try (ProcessLock lock = ProcessLock.await(file, who -> {})) {
                            assertThat(lock).isNotNull();
                            int within = inside.incrementAndGet();
                            Thread.onSpinWait();
                            inside.decrementAndGet();
                            return within;
                          } catch (IOException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();
    assertThat(all).allSatisfy(one -> assertThat(one.get()).isEqualTo(1));
  }

  private static Process start(Path file, Path ready) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            file.toString(),
            ready.toString())
        .inheritIO()
        .start();
  }

  /** Takes a lock, is refused it a second time, says so by a file, and sleeps. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (ProcessLock lock = take(Path.of(arguments[0]))) {
        assertThat(lock).isNotNull();
        assertThatThrownBy(() -> take(Path.of(arguments[0])).close())
            .isInstanceOf(UsageException.class);
        Files.createFile(Path.of(arguments[1]));
        Thread.sleep(600_000);
      }
    }
  }
}
