package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What reading a dataset may use, and where its result is kept. None of it changes the result.
 *
 * @param memoryMegabytes memory of the database that filters and sorts, in 10^6 bytes, at least
 *     128; what needs more goes to disk
 * @param threads threads of the database, up to 1024, 0 for all cores
 * @param cache directory of cleaned datasets; null for {@code .seqrec} in the dataset directory
 */
@Built
public record IngestSpec(
    @Option(
            "memory of the database that filters and sorts, in 10^6 bytes, at least 128; more goes to disk")
        int memoryMegabytes,
    @Option("threads of the database, up to 1024, 0 for all cores") int threads,
    @Option("directory of cleaned datasets, by default .seqrec in the dataset directory")
        @Nullable Path cache) {

  private static final int LEAST_MEGABYTES = 128;

  /** 1 GB, all cores, a cache beside the data. */
  public IngestSpec() {
    this(1000, 0, null);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the memory is below 128 MB or the threads are out of range
   */
  @Internal
  public IngestSpec {
    Arguments.atLeast("memoryMegabytes", memoryMegabytes, LEAST_MEGABYTES);
    Arguments.within("threads", threads, 0, Arguments.MAX_THREADS);
  }

  /** A builder that starts from the defaults. */
  public static IngestSpecBuilder builder() {
    return new IngestSpecBuilder();
  }

  /** A builder that starts from this. */
  public IngestSpecBuilder toBuilder() {
    return new IngestSpecBuilder(this);
  }

  /** Threads to start. */
  int threadsToUse() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
