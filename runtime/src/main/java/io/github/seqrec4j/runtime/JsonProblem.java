package io.github.seqrec4j.runtime;

import com.google.gson.JsonParseException;
import io.github.seqrec4j.api.Internal;

/** What is wrong with a JSON text, in words for a user. */
@Internal
public final class JsonProblem {

  /** How the parser begins when it means that the text is no JSON. */
  private static final String ADVICE =
      "Use JsonReader.setStrictness(Strictness.LENIENT) to accept ";

  private JsonProblem() {}

  /** The parser's message without the names of its classes and its advice to programmers. */
  public static String of(JsonParseException e) {
    Exception problem = e.getCause() instanceof Exception cause ? cause : e;
    return of(problem);
  }

  /** Likewise of what its reader throws. */
  static String of(Exception e) {
    String message = e.getMessage();
    return message == null
        ? "it is not of its format"
        : message.replace(ADVICE, "").lines().findFirst().orElse("it is not of its format");
  }
}
