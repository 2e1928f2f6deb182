package io.github.seqrec4j.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused, as RFC 9457 has it.
 *
 * @param type what kind of problem, a name that stays
 * @param detail what was got and what expected
 * @param where path into the body such as {@code $.history[2]}, or a name of the request
 * @param fix what to do
 */
record Problem(Kind type, String detail, @Nullable String where, String fix) {

  static final String CONTENT_TYPE = "application/problem+json";

  /** Kinds of problems with their status. */
  enum Kind {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    UNAUTHORISED(401, "This needs the admin token"),
    ADMIN_OFF(403, "Administration is off"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "There is no such method here"),
    BODY_TOO_SLOW(408, "The body did not arrive in time"),
    RELOAD_FAILED(409, "The bundle cannot be loaded; the model before goes on serving"),
    ITEMS_FIXED(409, "The items of this model cannot be changed"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is not JSON"),
    REFUSED(422, "The request cannot be answered"),
    UNKNOWN_ITEM(422, "The model does not know an item"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    DEFECT(500, "The server has a defect"),
    BUSY(503, "Too many requests are under way"),
    ANSWER_TOO_SLOW(503, "The answer took too long"),
    STOPPING(503, "The server is stopping"),
    JOURNAL_FAILED(507, "The journal cannot be written");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    int status() {
      return status;
    }

    String title() {
      return title;
    }

    /** Its name in an answer. */
    String uri() {
      return "urn:seqrec4j:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Thrown by an endpoint that refuses. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
      super(problem.detail(), null, false, false);
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }

  static Refusal refusal(Kind type, String detail, @Nullable String where, String fix) {
    return new Refusal(new Problem(type, detail, where, fix));
  }
}
