package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.testkit.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Reads files that were changed at random, checksums put right where there are any: bundles,
 * datasets with their features and cache, configurations, checkpoints. Each must be read, or
 * refused by an exception of ours; anything else is told with its seed, by which it can be
 * repeated.
 *
 * <p>Usage: {@code FuzzFiles DIR INPUTS [SEED]}. DIR is written to; seeds go up from SEED, 0 by
 * default. Exit status 1 if anything else was thrown.
 */
public final class FuzzFiles {

  private static final int TOLD = 20;

  /** Generators of neighbouring seeds begin alike: 2^64 over the golden ratio spreads them. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private FuzzFiles() {}

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
    List<FuzzTarget> targets = FuzzTarget.all(Files.createDirectories(Path.of(arguments[0])));
    long inputs = Long.parseLong(arguments[1]);
    long first = arguments.length == 3 ? Long.parseLong(arguments[2]) : 0;
    Map<String, Map<Outcome, Long>> counts = new LinkedHashMap<>();
    Map<String, Long> nanoseconds = new HashMap<>();
    long failed = 0;
    for (long seed = first; seed < first + inputs; seed++) {
      FuzzTarget target = targets.get((int) Math.floorMod(seed, (long) targets.size()));
      long start = System.nanoTime();
      Outcome outcome = once(target, seed, failed < TOLD);
      nanoseconds.merge(target.name(), System.nanoTime() - start, Long::sum);
      counts
          .computeIfAbsent(target.name(), name -> new EnumMap<>(Outcome.class))
          .merge(outcome, 1L, Long::sum);
      failed += outcome == Outcome.FAILED ? 1 : 0;
    }
    System.out.println("format\tread\trefused\tfailed\tms each");
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
    System.exit(failed == 0 ? 0 : 1);
  }

  private static Outcome once(FuzzTarget target, long seed, boolean told) throws IOException {
    Random random = new Random(seed * SPREAD);
    Path file = target.files().get(random.nextInt(target.files().size()));
    byte[] whole = Files.readAllBytes(file);
    try {
      Files.write(file, Mutations.of(whole, random));
      target.seal().accept(file);
      target.reader().run();
      return Outcome.READ;
    } catch (SeqrecException e) {
      return Outcome.REFUSED;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      if (told) {
        System.out.println("seed " + seed + ", " + file);
        e.printStackTrace(System.out);
      }
      return Outcome.FAILED;
    } finally {
      Files.write(file, whole);
      target.seal().accept(file);
    }
  }
}
