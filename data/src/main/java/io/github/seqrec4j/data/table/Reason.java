package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.Internal;

/** Why a line is not used. */
@Internal
public enum Reason {
  /** Not the number of fields that the header has. */
  FIELDS("wrong number of fields"),
  /** A line of JSON that is no object, or lacks a key, or has a value of another kind. */
  JSON("unusable JSON"),
  /** Bytes that are no UTF-8. */
  ENCODING("not valid UTF-8"),
  /** An identifier without a character in it. */
  EMPTY("empty user or item"),
  /** A category without a character in it. */
  CATEGORY("empty category"),
  /** A timestamp that is neither a number nor a date-time, or cannot be kept exactly. */
  TIMESTAMP("unusable timestamp"),
  /** A value that is no number, or out of its range. */
  VALUE("unusable value"),
  /** An item that the items file lacks. */
  UNKNOWN_ITEM("item not in the items file"),
  /** An item that was there before, in a table of items. */
  DUPLICATE("duplicate item");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** In a few words, for people and as a key of results. */
  public String text() {
    return text;
  }
}
