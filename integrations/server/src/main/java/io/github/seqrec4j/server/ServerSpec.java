package io.github.seqrec4j.server;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;

/**
 * Where a server listens and what it refuses.
 *
 * @param host address to listen at; the default is heard on this machine alone
 * @param port port in [0, 65535]; 0 takes a free one
 * @param maxBodyBytes longest body of a request, in bytes, in [1024, 2^30]
 * @param maxChangeBytes longest body of a change of items, in bytes, in [1024, 2^30]
 * @param maxBatch requests in one batch, in [1, 65536]
 * @param maxK largest k of a request, in [1, 1048576]
 * @param maxHistory events of one history, in [1, 1048576]
 * @param maxConcurrent requests that are computed at once, in [1, 1024]; more are refused with 503
 * @param maxConnections connections open at once, in [1, 1048576]; more wait to be accepted
 * @param requestSeconds longest time for a body to arrive and for an answer, in seconds, in [1,
 *     3600]
 * @param idleSeconds time after which a silent connection is closed, in seconds, in [1, 3600]
 * @param reloadSeconds how often the bundle is looked at for a change, in seconds, in [0, 86400]; 0
 *     is never
 * @param stopSeconds longest wait for requests under way at the end, in seconds, in [0, 3600]
 */
@Built
public record ServerSpec(
    @Option("address to listen at; 127.0.0.1 is heard on this machine alone") String host,
    @Option("port, 0 to 65535; 0 takes a free one") int port,
    @Option("longest body of a request, bytes, 1024 to 1073741824") int maxBodyBytes,
    @Option("longest body of a change of items, bytes, 1024 to 1073741824") int maxChangeBytes,
    @Option("requests in one batch, 1 to 65536") int maxBatch,
    @Option("largest k of a request, 1 to 1048576") int maxK,
    @Option("events of one history, 1 to 1048576") int maxHistory,
    @Option("requests computed at once, 1 to 1024; more are refused with 503") int maxConcurrent,
    @Option("connections open at once, 1 to 1048576; more wait") int maxConnections,
    @Option("longest time for a body to arrive, and for an answer, seconds, 1 to 3600")
        int requestSeconds,
    @Option("a silent connection is closed after, seconds, 1 to 3600") int idleSeconds,
    @Option("how often the bundle is looked at for a change, seconds, 0 to 86400; 0 is never")
        int reloadSeconds,
    @Option("longest wait for requests under way at the end, seconds, 0 to 3600") int stopSeconds) {

  private static final int MANY = 1 << 20;

  /** Port 8080 of this machine alone, bodies of 1 MiB, changes of 16 MiB, 64 requests at once. */
  public ServerSpec() {
    this("127.0.0.1", 8080, 1 << 20, 1 << 24, 256, 1000, 10_000, 64, 20_000, 10, 30, 5, 30);
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  @Internal
  public ServerSpec {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be blank; 0.0.0.0 listens everywhere");
    }
    Arguments.within("port", port, 0, 65_535);
    Arguments.within("maxBodyBytes", maxBodyBytes, 1024, 1 << 30);
    Arguments.within("maxChangeBytes", maxChangeBytes, 1024, 1 << 30);
    Arguments.within("maxBatch", maxBatch, 1, 65_536);
    Arguments.within("maxK", maxK, 1, MANY);
    Arguments.within("maxHistory", maxHistory, 1, MANY);
    Arguments.within("maxConcurrent", maxConcurrent, 1, Arguments.MAX_THREADS);
    Arguments.within("maxConnections", maxConnections, 1, MANY);
    Arguments.within("requestSeconds", requestSeconds, 1, 3600);
    Arguments.within("idleSeconds", idleSeconds, 1, 3600);
    Arguments.within("reloadSeconds", reloadSeconds, 0, 86_400);
    Arguments.within("stopSeconds", stopSeconds, 0, 3600);
  }

  /** A builder that starts from the defaults. */
  public static ServerSpecBuilder builder() {
    return new ServerSpecBuilder();
  }

  /** A builder that starts from this. */
  public ServerSpecBuilder toBuilder() {
    return new ServerSpecBuilder(this);
  }
}
