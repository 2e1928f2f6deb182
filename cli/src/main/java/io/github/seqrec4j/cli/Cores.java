package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.UsageException;
import picocli.CommandLine.Option;

/** How much of the machine runs in parallel may take. */
final class Cores {

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = {
        "Cores for all runs together; by default those of the machine. Each run takes as many as the",
        "file's threads, so that N divided by them run at a time."
      })
  private int cores = Runtime.getRuntime().availableProcessors();

  Cores() {}

  int number() {
    if (cores < 1) {
      throw new UsageException("--cores must be at least 1: " + cores);
    }
    return cores;
  }
}
