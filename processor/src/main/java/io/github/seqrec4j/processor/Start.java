package io.github.seqrec4j.processor;

/**
 * What an option is where a builder was given nothing.
 *
 * @param kind when it is known
 * @param value as a Java expression; empty where there is none
 */
record Start(Kind kind, String value) {

  /** When the value is known. */
  enum Kind {
    /** With the builder. */
    AT_ONCE,
    /** When the spec is built: it is looked up by name, or built itself. */
    WHEN_BUILT,
    /** Never: the option must be set. */
    NEVER
  }

  static Start atOnce(String value) {
    return new Start(Kind.AT_ONCE, value);
  }

  static Start whenBuilt(String value) {
    return new Start(Kind.WHEN_BUILT, value);
  }

  static Start never() {
    return new Start(Kind.NEVER, "");
  }
}
