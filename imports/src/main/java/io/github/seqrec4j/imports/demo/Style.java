package io.github.seqrec4j.imports.demo;

/** Pattern of an item; only the picture tells. */
enum Style {
  PLAIN,
  STRIPES,
  DOTS,
  CHECKS,
  RINGS,
  ZIGZAG,
  STARS,
  GRADIENT
}
