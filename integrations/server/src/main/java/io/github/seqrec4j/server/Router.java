package io.github.seqrec4j.server;

import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.server.Problem.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Takes requests to their routes. A body is waited for without a thread; a request takes one of the
 * permits once its body is there, so that slow clients hold up none but themselves.
 */
final class Router extends Handler.Abstract {

  private final ServerSpec spec;
  private final List<Route> routes;
  private final ServerMetrics metrics;
  private final Traffic traffic;
  private final BooleanSupplier ready;
  private final Semaphore permits;

  Router(
      ServerSpec spec,
      List<Route> routes,
      ServerMetrics metrics,
      Traffic traffic,
      BooleanSupplier ready) {
    this.spec = spec;
    this.routes = routes;
    this.metrics = metrics;
    this.traffic = traffic;
    this.ready = ready;
    permits = new Semaphore(spec.maxConcurrent());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    traffic.begun();
    Request.addCompletionListener(request, failure -> traffic.ended());
    String path = request.getHttpURI().getPath();
    List<Route> here = routes.stream().filter(route -> route.matches(path)).toList();
    String name = here.isEmpty() ? "(none)" : here.get(0).path();
    Exchange exchange = new Exchange(name, response, callback, metrics, ready);
    if (hasBody(request)) {
      exchange.bodyUnread();
    }
    try {
      Route route = route(here, request.getMethod(), path, response);
      route.gate().accept(call(route, request, new byte[0]));
      if (route.method().equals("POST")) {
        readThenRun(route, request, exchange);
      } else {
        exchange.run(route, call(route, request, new byte[0]), permits);
      }
    } catch (Problem.Refusal e) {
      exchange.reply(e.problem());
    }
    return true;
  }

  private static boolean hasBody(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  private Route route(List<Route> here, String method, String path, Response response) {
    if (here.isEmpty()) {
      throw Problem.refusal(
          Kind.NOT_FOUND, "no such path: " + StrictJson.cut(path), "path", "see /openapi.json");
    }
    return here.stream()
        .filter(route -> route.takes(method))
        .findFirst()
        .orElseThrow(
            () -> {
              String allowed = here.stream().map(Route::method).collect(Collectors.joining(", "));
              response.getHeaders().put(HttpHeader.ALLOW, allowed);
              return Problem.refusal(
                  Kind.METHOD_NOT_ALLOWED,
                  "got " + StrictJson.cut(method) + ", expected " + allowed,
                  "method",
                  "send " + allowed);
            });
  }

  private void readThenRun(Route route, Request request, Exchange exchange) {
    int limit = route.body() == Route.Body.CHANGE ? spec.maxChangeBytes() : spec.maxBodyBytes();
    if (request.getLength() > limit) {
      throw tooLarge(limit);
    }
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    boolean json =
        type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    if (!json && hasBody(request)) {
      throw Problem.refusal(
          Kind.UNSUPPORTED_MEDIA_TYPE,
          type == null ? "the request does not say what its body is" : "got " + type,
          "header Content-Type",
          "send Content-Type: application/json");
    }
    Scheduler.Task late =
        request
            .getComponents()
            .getScheduler()
            .schedule(() -> exchange.reply(tooSlow()), spec.requestSeconds(), TimeUnit.SECONDS);
    Content.Source.asByteArrayAsync(
        request,
        limit,
        Promise.Invocable.from(
            Invocable.InvocationType.BLOCKING,
            (byte[] body, Throwable failure) -> {
              boolean waiting = late.cancel();
              if (failure == null) {
                exchange.bodyRead();
                runInTime(route, request, exchange, body);
              } else if (waiting) {
                exchange.reply(unread(failure, limit).problem());
              }
            }));
  }

  /** A computation cannot be broken off; whoever waits for it is told, and it ends unheard. */
  private void runInTime(Route route, Request request, Exchange exchange, byte[] body) {
    Scheduler.Task late =
        request
            .getComponents()
            .getScheduler()
            .schedule(
                () ->
                    exchange.reply(
                        new Problem(
                            Kind.ANSWER_TOO_SLOW,
                            "no answer after " + spec.requestSeconds() + " s",
                            null,
                            "ask for less at once, or later")),
                spec.requestSeconds(),
                TimeUnit.SECONDS);
    try {
      exchange.run(route, call(route, request, body), permits);
    } catch (Problem.Refusal e) {
      exchange.reply(e.problem());
    } finally {
      late.cancel();
    }
  }

  private Problem tooSlow() {
    return new Problem(
        Kind.BODY_TOO_SLOW,
        "the body was not there after " + spec.requestSeconds() + " s",
        "body",
        "send it faster");
  }

  private static Problem.Refusal tooLarge(int limit) {
    return Problem.refusal(
        Kind.BODY_TOO_LARGE,
        "expected at most " + limit + " bytes, got more",
        "body",
        "send less at a time");
  }

  private static Problem.Refusal unread(Throwable failure, int limit) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof IllegalStateException
        ? tooLarge(limit) // as Jetty says that there was more
        : Problem.refusal(
            Kind.MALFORMED_REQUEST, "the body broke off", "body", "send as much as was announced");
  }

  private static Call call(Route route, Request request, byte[] body) {
    String path = request.getHttpURI().getPath();
    return new Call(
        decoded(path.substring(Math.min(path.length(), route.prefix().length()))),
        query(route, request),
        body,
        request.getHeaders().get(HttpHeader.AUTHORIZATION),
        request.getHeaders().get(HttpHeader.ACCEPT));
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.refusal(
          Kind.MALFORMED_REQUEST,
          "cannot be decoded: " + StrictJson.cut(path),
          "path",
          "encode names with percent signs");
    }
  }

  private static Map<String, String> query(Route route, Request request) {
    Map<String, String> query = new LinkedHashMap<>();
    Fields fields;
    try {
      fields = Request.extractQueryParameters(request);
    } catch (RuntimeException e) {
      throw Problem.refusal(
          Kind.MALFORMED_REQUEST, "the query cannot be decoded", "query", "encode it as UTF-8");
    }
    for (Fields.Field field : fields) {
      String name = field.getName();
      if (!route.query().contains(name) || field.hasMultipleValues()) {
        throw Problem.refusal(
            Kind.MALFORMED_REQUEST,
            field.hasMultipleValues()
                ? "there more than once: " + StrictJson.cut(name)
                : "unknown parameter '"
                    + StrictJson.cut(name)
                    + "'"
                    + Names.suggestion(name, route.query()),
            "query",
            "the parameters here are " + new TreeSet<>(route.query()));
      }
      query.put(name, field.getValue());
    }
    return query;
  }
}
