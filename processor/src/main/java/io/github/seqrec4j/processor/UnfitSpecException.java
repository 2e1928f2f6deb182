package io.github.seqrec4j.processor;

import javax.lang.model.element.Element;

/** A record that cannot have a builder; the message says what it lacks. */
final class UnfitSpecException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Element element;

  UnfitSpecException(Element element, String message) {
    super(message);
    this.element = element;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** Where the compiler is to point. */
  Element element() {
    return element;
  }
}
