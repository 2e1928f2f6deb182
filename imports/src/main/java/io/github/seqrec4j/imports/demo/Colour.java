package io.github.seqrec4j.imports.demo;

/** Colour of an item; only the picture tells. */
enum Colour {
  RED(0xc83232),
  ORANGE(0xe88424),
  YELLOW(0xdcc02c),
  GREEN(0x2e8b45),
  TEAL(0x1f9e9e),
  BLUE(0x2f63c8),
  PURPLE(0x7c3fa8),
  PINK(0xe27aa8),
  BROWN(0x7a5230),
  GREY(0x6a727a);

  private final int rgb;

  Colour(int rgb) {
    this.rgb = rgb;
  }

  /** Red, green and blue, 0..255 each, from the high byte down. */
  int rgb() {
    return rgb;
  }
}
