package io.github.seqrec4j.data.demo;

/**
 * An item of the shop.
 *
 * @param id identifier, which names the picture too
 * @param popularity weight when chosen among others, above 0, at most 1
 * @param partner index of the item that goes with it, from 0, for no reason that its content tells
 */
record Product(
    String id,
    String title,
    Category category,
    Theme theme,
    Colour colour,
    Style style,
    double popularity,
    int partner) {}
