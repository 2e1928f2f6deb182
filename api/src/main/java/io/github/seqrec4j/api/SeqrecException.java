package io.github.seqrec4j.api;

/**
 * Root of the checked-by-nobody failures that seqrec4j reports with a message meant for the user.
 */
public class SeqrecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what, where, got, expected and what to do. */
  public SeqrecException(String message) {
    super(message);
  }

  /** With a cause. */
  public SeqrecException(String message, Throwable cause) {
    super(message, cause);
  }
}
