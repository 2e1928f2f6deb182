package io.github.seqrec4j.encode;

import java.util.Map;

/**
 * What is to be encoded, item by item.
 *
 * @param <T> the content
 */
interface Contents<T> {

  /** What there is of an item; several threads ask. */
  Found<T> load(int item);

  /** Items of like weight are encoded side by side; 0 for all keeps their order. */
  int weight(int item);

  /** How many are encoded side by side, at least 1. */
  int side();

  /** Where it is, for messages. */
  String where();

  /** What was done to it before, by name, for the provenance. */
  default Map<String, Boolean> preparation() {
    return Map.of();
  }

  /** SHA-256 of all of it, in hexadecimal. */
  String hash();

  /**
   * What there is of an item.
   *
   * @param <T> the content
   */
  sealed interface Found<T> {}

  /**
   * Its content.
   *
   * @param <T> the content
   * @param content the content
   */
  record Present<T>(T content) implements Found<T> {}

  /**
   * Nothing.
   *
   * @param <T> the content
   */
  record Missing<T>() implements Found<T> {}

  /**
   * Something that cannot be read.
   *
   * @param <T> the content
   * @param reason where and why
   */
  record Unreadable<T>(String reason) implements Found<T> {}
}
