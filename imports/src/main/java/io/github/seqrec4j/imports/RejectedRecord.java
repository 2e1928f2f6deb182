package io.github.seqrec4j.imports;

/**
 * A malformed record. Its message says what is wrong, with the value and what was expected; file
 * and line are added where it is caught.
 */
public final class RejectedRecord extends Exception {

  private static final long serialVersionUID = 1L;

  /** With what is wrong, the value, and what was expected. */
  public RejectedRecord(String message) {
    super(message, null, false, false); // there may be millions: no stack trace
  }
}
