package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.SeqrecException;

/** The model that the configuration names cannot be served; the cause says why. */
final class ModelUnavailableException extends SeqrecException {

  private static final long serialVersionUID = 1L;

  private final String configured;
  private final RuntimeException why;

  /**
   * Of a model.
   *
   * @param configured value of {@code seqrec4j.model}
   */
  ModelUnavailableException(String configured, RuntimeException cause) {
    super("seqrec4j.model = '" + configured + "' cannot be served: " + cause.getMessage(), cause);
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
