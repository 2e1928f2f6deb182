package io.github.seqrec4j.data.demo;

/** Colour of an item; the picture tells, the title now and then. */
enum Colour {
  RED("Brick Red", 0xc83232),
  ORANGE("Burnt Orange", 0xe88424),
  YELLOW("Mustard Yellow", 0xdcc02c),
  GREEN("Forest Green", 0x2e8b45),
  TEAL("Teal", 0x1f9e9e),
  BLUE("Harbour Blue", 0x2f63c8),
  PURPLE("Plum Purple", 0x7c3fa8),
  PINK("Rose Pink", 0xe27aa8),
  BROWN("Chestnut Brown", 0x7a5230),
  GREY("Slate Grey", 0x6a727a);

  private final String words;
  private final int rgb;

  Colour(String words, int rgb) {
    this.words = words;
    this.rgb = rgb;
  }

  /** As a title says it. */
  String words() {
    return words;
  }

  /** Red, green and blue, 0..255 each, from the high byte down. */
  int rgb() {
    return rgb;
  }
}
