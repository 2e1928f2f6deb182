package io.github.seqrec4j.api;

/**
 * A refusal of what the caller gave: an argument, an option, a name. Its message is meant for who
 * gave it. Any other {@link IllegalArgumentException} comes from inside: of a defect, ours, a
 * plug-in's or a library's.
 */
public final class UsageException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what was given, what was expected and what to do. */
  public UsageException(String message) {
    super(message);
  }

  /** With a cause. */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
