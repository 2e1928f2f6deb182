package io.github.seqrec4j.server;

import java.util.Set;
import java.util.function.Consumer;

/**
 * Where an endpoint is found.
 *
 * @param method GET, which answers HEAD too, or POST
 * @param path as OpenAPI writes it; one that ends in a parameter takes all of the rest, slashes too
 * @param query parameters that it knows; all others are refused
 * @param load whether it counts as one of the requests that are computed at once
 * @param gate refuses calls that may not pass, before their body is read
 * @param body how long a body may be
 */
record Route(
    String method,
    String path,
    Set<String> query,
    Load load,
    Consumer<Call> gate,
    Body body,
    Endpoint endpoint) {

  /** Which limit holds for the body of a call. */
  enum Body {
    /** Of a request, or of one without. */
    REQUEST,
    /** Of a change, which brings items with their features. */
    CHANGE
  }

  /** Whether a call costs more than a look. */
  enum Load {
    /** Answered also by a server with its hands full. */
    LIGHT,
    /** One of a limited number. */
    HEAVY
  }

  /** What answers. */
  @FunctionalInterface
  interface Endpoint {
    /** Answers, or throws a {@link Problem.Refusal}. */
    Reply answer(Call call);
  }

  static Route get(String path, Endpoint endpoint, String... query) {
    return new Route("GET", path, Set.of(query), Load.LIGHT, Route::open, Body.REQUEST, endpoint);
  }

  static Route post(String path, Endpoint endpoint) {
    return new Route("POST", path, Set.of(), Load.HEAVY, Route::open, Body.REQUEST, endpoint);
  }

  /** For those alone whom the gate lets pass. */
  static Route admin(String path, Consumer<Call> gate, Body body, Endpoint endpoint) {
    return new Route("POST", path, Set.of(), Load.HEAVY, gate, body, endpoint);
  }

  /** The gate of all others. */
  private static void open(Call call) {}

  private boolean isOpen() {
    return path.endsWith("}");
  }

  /** The path up to its parameter. */
  String prefix() {
    return isOpen() ? path.substring(0, path.indexOf('{')) : path;
  }

  boolean matches(String given) {
    return isOpen()
        ? given.startsWith(prefix()) && given.length() > prefix().length()
        : given.equals(path);
  }

  boolean takes(String verb) {
    return method.equals(verb) || (method.equals("GET") && verb.equals("HEAD"));
  }
}
