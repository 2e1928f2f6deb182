package io.github.seqrec4j.api;

/** Data that cannot be used: the message names file, line, value and remedy. */
public final class DataException extends SeqrecException {

  private static final long serialVersionUID = 1L;

  /** With a message that names file, line, value and remedy. */
  public DataException(String message) {
    super(message);
  }

  /** With a cause. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
