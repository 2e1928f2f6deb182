package io.github.seqrec4j.server;

import io.github.seqrec4j.server.Problem.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as an endpoint sees it.
 *
 * @param rest what the path has behind the route's, decoded; empty where the route is the path
 * @param query parameters behind the question mark
 * @param body its bytes, which nobody changes; none of a GET
 * @param authorization the header of this name
 * @param accept the header of this name
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Call(
    String rest,
    Map<String, String> query,
    byte[] body,
    @Nullable String authorization,
    @Nullable String accept) {

  /** A number of the query. */
  int number(String name, int otherwise, int minimum, int maximum) {
    String given = query.get(name);
    if (given == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(given);
      if (number >= minimum && number <= maximum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, as a number out of range is
    }
    throw Problem.refusal(
        Kind.MALFORMED_REQUEST,
        "expected a whole number from " + minimum + " to " + maximum + ", got '" + given + "'",
        "query parameter " + name,
        "give one, or leave it out for " + otherwise);
  }
}
