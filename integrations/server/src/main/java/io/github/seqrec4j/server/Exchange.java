package io.github.seqrec4j.server;

import io.github.seqrec4j.server.Problem.Kind;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its one answer, whichever comes first of those that may. */
final class Exchange {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  /** Nothing but the page's own files; nobody may frame it. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String route;
  private final Response response;
  private final Callback callback;
  private final ServerMetrics metrics;
  private final BooleanSupplier ready;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final long begun = System.nanoTime();
  private volatile boolean unread;

  /**
   * A request that has come.
   *
   * @param route its path as declared, for the metrics
   */
  Exchange(
      String route,
      Response response,
      Callback callback,
      ServerMetrics metrics,
      BooleanSupplier ready) {
    this.route = route;
    this.response = response;
    this.callback = callback;
    this.metrics = metrics;
    this.ready = ready;
  }

  /** It has a body: an answer before that is read is the connection's last, and says so. */
  void bodyUnread() {
    unread = true;
  }

  /** Its body is read. */
  void bodyRead() {
    unread = false;
  }

  /** Answers by an endpoint, if one of the permits is free. */
  void run(Route taken, Call call, Semaphore permits) {
    boolean heavy = taken.load() == Route.Load.HEAVY;
    if (heavy && !permits.tryAcquire()) {
      reply(
          new Problem(
              Kind.BUSY,
              "as many requests are under way as seqrec4j.server.max-concurrent allows",
              null,
              "ask again after the time in Retry-After"));
      return;
    }
    try {
      reply(taken.endpoint().answer(call));
    } catch (Problem.Refusal e) {
      reply(e.problem());
    } catch (RuntimeException | LinkageError e) {
      String id = UUID.randomUUID().toString();
      log.error("defect {} of {}", id, route, e);
      reply(
          new Problem(
              Kind.DEFECT,
              "the server's log tells it under " + id,
              null,
              "report it with what the log says"));
    } finally {
      if (heavy) {
        permits.release();
      }
    }
  }

  void reply(Problem problem) {
    reply(Reply.of(problem));
  }

  /** Answers, unless the request has an answer. */
  void reply(Reply reply) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    headers(response.getHeaders(), reply);
    if (unread || !ready.getAsBoolean()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    response.setStatus(reply.status());
    metrics.answered(route, reply.status(), System.nanoTime() - begun);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }

  static void headers(HttpFields.Mutable headers, Reply reply) {
    headers.put(HttpHeader.CONTENT_TYPE, reply.contentType());
    headers.put(HttpHeader.CONTENT_LENGTH, reply.body().length);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", POLICY);
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    reply.headers().forEach(headers::put);
  }
}
