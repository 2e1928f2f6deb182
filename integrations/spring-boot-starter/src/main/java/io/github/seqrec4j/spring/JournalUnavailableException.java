package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.SeqrecException;

/** The items cannot be changed by the journal that the configuration names; the cause says why. */
final class JournalUnavailableException extends SeqrecException {

  private static final long serialVersionUID = 1L;

  private final String configured;
  private final RuntimeException why;

  /**
   * Of a journal.
   *
   * @param configured value of {@code seqrec4j.catalogue.journal}
   */
  JournalUnavailableException(String configured, RuntimeException cause) {
    super(
        "seqrec4j.catalogue.journal = '" + configured + "' cannot be used: " + cause.getMessage(),
        cause);
    this.configured = configured;
    this.why = cause;
  }

  String configured() {
    return configured;
  }

  RuntimeException why() {
    return why;
  }
}
