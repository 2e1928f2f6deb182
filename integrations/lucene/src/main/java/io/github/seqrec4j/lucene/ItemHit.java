package io.github.seqrec4j.lucene;

/**
 * An item that was found.
 *
 * @param item its identifier
 * @param title its title
 * @param score inner product of the vector asked for with the item's
 */
public record ItemHit(String item, String title, float score) {}
