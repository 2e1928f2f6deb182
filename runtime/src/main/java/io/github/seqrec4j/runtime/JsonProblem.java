package io.github.seqrec4j.runtime;

import com.google.gson.JsonParseException;
import io.github.seqrec4j.api.Internal;

/** What is wrong with a JSON text, in words for a user. */
@Internal
public final class JsonProblem {

  private JsonProblem() {}

  /** The parser's message without the names of its classes and its advice to programmers. */
  public static String of(JsonParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no JSON");
  }
}
