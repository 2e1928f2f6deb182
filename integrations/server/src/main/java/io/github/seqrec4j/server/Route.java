package io.github.seqrec4j.server;

import java.util.Set;

/**
 * Where an endpoint is found.
 *
 * @param method GET, which answers HEAD too, or POST
 * @param path as OpenAPI writes it; one that ends in a parameter takes all of the rest, slashes too
 * @param query parameters that it knows; all others are refused
 * @param load whether it counts as one of the requests that are computed at once
 */
record Route(String method, String path, Set<String> query, Load load, Endpoint endpoint) {

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
    return new Route("GET", path, Set.of(query), Load.LIGHT, endpoint);
  }

  static Route post(String path, Endpoint endpoint) {
    return new Route("POST", path, Set.of(), Load.HEAVY, endpoint);
  }

  private boolean open() {
    return path.endsWith("}");
  }

  /** The path up to its parameter. */
  String prefix() {
    return open() ? path.substring(0, path.indexOf('{')) : path;
  }

  boolean matches(String given) {
    return open()
        ? given.startsWith(prefix()) && given.length() > prefix().length()
        : given.equals(path);
  }

  boolean takes(String verb) {
    return method.equals(verb) || (method.equals("GET") && verb.equals("HEAD"));
  }
}
