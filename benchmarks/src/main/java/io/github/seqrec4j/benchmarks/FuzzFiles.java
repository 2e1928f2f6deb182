package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.testkit.Mutations;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Reads files that were changed at random, by bytes and along their form, checksums put right where
 * there are any: bundles, datasets with their features and cache, configurations, checkpoints, raw
 * files of imports. Each must be read, or refused by an exception of ours; anything else is told
 * with its seed, by which it can be repeated. An input that takes ten minutes ends the program.
 *
 * <p>Usage: {@code FuzzFiles DIR INPUTS [SEED]}. DIR is written to; seeds go up from SEED, 0 by
 * default, so that many calls can share the work. Exit status 1 if anything else was thrown.
 */
public final class FuzzFiles {

  private static final int TOLD = 20;
  private static final long LONGEST_MILLIS = 600_000;

  /** Generators of neighbouring seeds begin alike: 2^64 over the golden ratio spreads them. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<FuzzTarget> targets;
  private final int shares;
  private final Map<Path, byte[]> whole = new HashMap<>();
  private final Map<String, Map<Outcome, Long>> counts = new LinkedHashMap<>();
  private final Map<String, Long> nanoseconds = new HashMap<>();
  private volatile long seed; // at work
  private long failed;

  private FuzzFiles(Path directory) throws IOException {
    targets = FuzzTargets.all(directory);
    shares = targets.stream().mapToInt(FuzzTarget::share).sum();
    for (FuzzTarget target : targets) {
      for (Path file : target.files()) {
        whole.put(file, Files.readAllBytes(file));
      }
    }
  }

  /** Whether an input was read or refused. */
  private enum Outcome {
    READ,
    REFUSED,
    FAILED
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2 || arguments.length > 3) {
      System.err.println("usage: FuzzFiles DIR INPUTS [SEED]");
      System.exit(2);
    }
    long first = arguments.length == 3 ? Long.parseLong(arguments[2]) : 0;
    FuzzFiles fuzz = new FuzzFiles(Files.createDirectories(Path.of(arguments[0])));
    fuzz.run(first, first + Long.parseLong(arguments[1]));
    fuzz.print();
    System.exit(fuzz.failed == 0 ? 0 : 1);
  }

  private void run(long first, long end) throws IOException {
    Thread worker = Thread.currentThread();
    Thread watch = new Thread(() -> watch(worker), "watch");
    watch.setDaemon(true);
    watch.start();
    for (long next = first; next < end; next++) {
      seed = next;
      Random random = new Random(seed * SPREAD);
      FuzzTarget target = target(random.nextInt(shares));
      long start = THREADS.getCurrentThreadCpuTime();
      Outcome outcome = once(target, random);
      nanoseconds.merge(target.name(), THREADS.getCurrentThreadCpuTime() - start, Long::sum);
      counts
          .computeIfAbsent(target.name(), name -> new EnumMap<>(Outcome.class))
          .merge(outcome, 1L, Long::sum);
      failed += outcome == Outcome.FAILED ? 1 : 0;
    }
  }

  private FuzzTarget target(int ticket) {
    int left = ticket;
    for (FuzzTarget target : targets) {
      left -= target.share();
      if (left < 0) {
        return target;
      }
    }
    throw new IllegalArgumentException("ticket " + ticket + " of " + shares);
  }

  private Outcome once(FuzzTarget target, Random random) throws IOException {
    Path file = target.files().get(random.nextInt(target.files().size()));
    byte[] before = Objects.requireNonNull(whole.get(file));
    try {
      Files.write(file, Mutations.of(file.getFileName().toString(), before, random));
      target.seal().accept(file);
      target.reader().run();
      return Outcome.READ;
    } catch (SeqrecException | UsageException e) {
      return Outcome.REFUSED;
    } catch (IOException | RuntimeException | Error e) {
      if (failed < TOLD) {
        System.out.println("seed " + seed + ", " + target.name() + ", " + file);
        e.printStackTrace(System.out);
      }
      return Outcome.FAILED;
    } finally {
      Files.write(file, before);
      target.seal().accept(file);
    }
  }

  /** Ends the program when one input takes too long, and says where it is. */
  private void watch(Thread worker) {
    long last = -1;
    while (seed != last) {
      last = seed;
      try {
        Thread.sleep(LONGEST_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
    System.out.println("seed " + last + " does not end");
    for (StackTraceElement element : worker.getStackTrace()) {
      System.out.println("\tat " + element);
    }
    Runtime.getRuntime().halt(1);
  }

  private void print() {
    System.out.println("format\tread\trefused\tfailed\tms of processor each");
    counts.forEach(
        (name, of) -> {
          System.out.print(name);
          for (Outcome outcome : Outcome.values()) {
            System.out.print("\t" + of.getOrDefault(outcome, 0L));
          }
          long all = of.values().stream().mapToLong(Long::longValue).sum();
          System.out.printf(
              Locale.ROOT, "\t%.2f%n", nanoseconds.getOrDefault(name, 0L) / 1e6 / all);
        });
  }
}
