package io.github.seqrec4j.server;

import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.server.Problem.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** What whoever administers a server must know. Compared in a time that tells nothing of it. */
final class AdminToken {

  /** Shortest token that is taken. */
  static final int SHORTEST = 16;

  private static final String SCHEME = "Bearer ";

  private final byte @Nullable [] digest;

  /**
   * A token, or none, with which administration is off.
   *
   * @throws IllegalArgumentException if it is short
   */
  AdminToken(@Nullable String token) {
    if (token != null && token.length() < SHORTEST) {
      throw new UsageException(
          "the admin token must have at least "
              + SHORTEST
              + " characters, got "
              + token.length()
              + "; make one such as: openssl rand -hex 32");
    }
    digest = token == null ? null : digest(token);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Refuses a call that does not carry the token. */
  void check(Call call) {
    if (digest == null) {
      throw Problem.refusal(
          Kind.ADMIN_OFF,
          "the server was started without an admin token",
          null,
          "start it with one, as in ./seqrec serve --admin-token-file FILE");
    }
    String given = call.authorization();
    boolean right =
        given != null
            && given.startsWith(SCHEME)
            && MessageDigest.isEqual(digest, digest(given.substring(SCHEME.length()).strip()));
    if (!right) {
      throw Problem.refusal(
          Kind.UNAUTHORISED,
          given == null ? "there is no token" : "the token is not the server's",
          "header Authorization",
          "send Authorization: Bearer TOKEN");
    }
  }
}
