package io.github.seqrec4j.imports.demo;

import java.util.Locale;

/**
 * An item of the shop.
 *
 * @param id identifier, which names the picture too
 * @param popularity weight when chosen among others, in [0, 1]; 0 for what nobody buys
 * @param shelf where it stands, from 0; who bought one item of a shelf saw the others, whatever
 *     they are, so neither title nor picture tells
 */
record Product(
    String id,
    String title,
    Category category,
    Theme theme,
    Colour colour,
    Style style,
    double popularity,
    int shelf) {

  /** What the picture shows besides the category. */
  String look() {
    return (colour + " " + style).toLowerCase(Locale.ROOT);
  }
}
