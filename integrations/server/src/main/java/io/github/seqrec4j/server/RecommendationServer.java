package io.github.seqrec4j.server;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.TextEncoder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model over HTTP. It serves from {@link Start#start()} until {@link #close()}, and writes
 * nothing to disk but the journal that it is given.
 *
 * <pre>{@code
 * try (RecommendationServer server = RecommendationServer.of(bundle).start()) {
 *   System.out.println(server.address());
 *   Thread.currentThread().join();
 * }
 * }</pre>
 */
public final class RecommendationServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RecommendationServer.class);

  /** Threads beside those that compute: acceptors, selectors, answers to looks at the health. */
  private static final int OTHER_THREADS = 16;

  private static final int HEADER_BYTES = 16 << 10;

  /** How long all is silent at the end before connections that are open and idle are closed. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ServerSpec spec;
  private final ServedModel model;
  private final ServerMetrics metrics;
  private final BundleWatch watch;
  private final Server jetty;
  private final ServerConnector connector;
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final Traffic traffic = new Traffic();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What a server is started with. */
  public static final class Start {
    private final Path bundle;
    private ServerSpec spec = new ServerSpec();
    private @Nullable String adminToken;
    private @Nullable Path images;
    private @Nullable Path journal;
    private @Nullable TextEncoder texts;

    private Start(Path bundle) {
      this.bundle = bundle;
    }

    /** Where to listen and what to refuse; the defaults unless said. */
    public Start spec(ServerSpec given) {
      spec = given;
      return this;
    }

    /**
     * Lets whoever sends this token administer; nobody may unless said.
     *
     * @param token at least 16 characters
     */
    public Start adminToken(String token) {
      adminToken = token;
      return this;
    }

    /** Shows pictures from this folder, {@code <item>.jpg}, .jpeg, .png or .webp. */
    public Start images(Path folder) {
      images = folder;
      return this;
    }

    /**
     * Keeps in this file what is changed of the items, and makes those changes at the start; it is
     * made when needed. Without one they last as long as the process.
     */
    public Start journal(Path file) {
      journal = file;
      return this;
    }

    /**
     * Lets new items bring their texts, of which this makes the features {@code text}; it must be
     * the encoder, with the options, that made those of the training.
     */
    public Start texts(TextEncoder encoder) {
      texts = encoder;
      return this;
    }

    /**
     * Loads the model and listens.
     *
     * @throws DataException if the bundle or the journal is missing, incomplete or damaged
     * @throws IllegalArgumentException if the token is short, the folder of pictures is none, or
     *     there is a journal or an encoder and the model takes no new items
     * @throws java.io.UncheckedIOException if the journal cannot be written
     * @throws SeqrecException if the address cannot be listened at
     */
    public RecommendationServer start() {
      if (images != null && !Files.isDirectory(images)) {
        throw new UsageException(images + ": no folder; give one that holds <item>.jpg or .png");
      }
      AdminToken token = new AdminToken(adminToken);
      RecommendationServer server = new RecommendationServer(this, token);
      server.listen();
      return server;
    }
  }

  private RecommendationServer(Start from, AdminToken token) {
    spec = from.spec;
    watch = new BundleWatch(from.bundle); // what arrives while it is loaded is another
    model = new ServedModel(from.bundle, from.journal, from.texts);
    metrics = new ServerMetrics(model, traffic);
    Endpoints endpoints =
        new Endpoints(spec, model, new PictureFolder(from.images), token, metrics, ready::get);
    jetty = new Server(new QueuedThreadPool(spec.maxConcurrent() + OTHER_THREADS));
    connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(protocol()));
    connector.setHost(spec.host());
    connector.setPort(spec.port());
    connector.setIdleTimeout(TimeUnit.SECONDS.toMillis(spec.idleSeconds()));
    jetty.addConnector(connector);
    jetty.addBean(new NetworkConnectionLimit(spec.maxConnections(), connector));
    jetty.setHandler(new Router(spec, endpoints.routes(), metrics, traffic, ready::get));
    jetty.setErrorHandler(new ProtocolErrors());
    jetty.setStopTimeout(0); // close() has waited
  }

  private static HttpConfiguration protocol() {
    HttpConfiguration protocol = new HttpConfiguration();
    protocol.setSendServerVersion(false);
    protocol.setRequestHeaderSize(HEADER_BYTES);
    // Identifiers of items may hold any character; no path of these names a file.
    protocol.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "items",
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_SEGMENT,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.SUSPICIOUS_PATH_CHARACTERS));
    return protocol;
  }

  /** A server of this bundle, not started. */
  public static Start of(Path bundle) {
    return new Start(bundle);
  }

  private void listen() {
    try {
      jetty.start();
    } catch (Exception e) { // Jetty's signature
      close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SeqrecException(
          "cannot listen at "
              + spec.host()
              + ":"
              + spec.port()
              + ": "
              + cause.getMessage()
              + "; choose another host or port; port 0 takes a free one",
          e);
    }
    if (spec.reloadSeconds() > 0) {
      watch.every(spec.reloadSeconds(), model::reload);
    }
  }

  /** Where it listens, with the port that it has. */
  public URI address() {
    String host = spec.host().contains(":") ? "[" + spec.host() + "]" : spec.host();
    return URI.create("http://" + host + ":" + connector.getLocalPort() + "/");
  }

  /** Looks at the bundle now instead of at the next time. */
  void look() {
    watch.look(model::reload);
  }

  /**
   * Stops: says that it is not ready, takes no more connections, answers what comes over those that
   * are open, each with the word that it is the last, and closes them and the model when all is
   * answered. Waits for that no longer than {@code stopSeconds}.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    ready.set(false);
    watch.close();
    connector.close();
    drain();
    try {
      jetty.stop();
    } catch (Exception e) { // Jetty's signature
      log.error("while stopping", e);
    }
    model.close();
    metrics.close();
  }

  /** Until no connection is open, or those that are have been silent for a while. */
  private void drain() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(spec.stopSeconds());
    long quietSince = System.nanoTime();
    long seen = traffic.seen();
    try {
      while (System.nanoTime() - end < 0 && !connector.getConnectedEndPoints().isEmpty()) {
        long now = System.nanoTime();
        if (traffic.active() > 0 || traffic.seen() != seen) {
          seen = traffic.seen();
          quietSince = now;
        }
        if (now - quietSince > QUIET_NANOS) {
          return;
        }
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever stops it wants no waiting
    }
  }
}
