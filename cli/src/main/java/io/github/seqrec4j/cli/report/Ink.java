package io.github.seqrec4j.cli.report;

import java.awt.Color;
import java.util.Locale;

/**
 * The colours of the page, each for a light and a dark ground with a contrast of at least 4.5 to it
 * ({@link #GRID} is no information). Charts are drawn in the light colours, which then give way to
 * references, so that one drawing serves both. Lines differ by dashes too, not by colour alone.
 */
enum Ink {
  TEXT(0x1b2026, 0xe6eaee),
  MUTED(0x56606b, 0xa3aeb9),
  GRID(0xdfe3e8, 0x323a43),
  BEST(0x69707a, 0x98a3af),
  LINE_1(0x0b5cad, 0x7ab8f5),
  LINE_2(0xb34700, 0xff9e5e),
  LINE_3(0x00714f, 0x4fcfa2),
  LINE_4(0x8b3fa0, 0xd9a0ec),
  LINE_5(0x7a5900, 0xe0b74a);

  /** Dash lengths in the units of a chart; the first line is solid. */
  private static final float[][] DASHES = {{}, {7, 3}, {2, 3}, {9, 3, 2, 3}, {4, 2}};

  private static final Ink[] LINES = {LINE_1, LINE_2, LINE_3, LINE_4, LINE_5};

  private final int light;
  private final int dark;

  Ink(int light, int dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The ink of the i-th line of a chart, from 0; they repeat after {@link #DASHES} are used up. */
  static Ink line(int i) {
    return LINES[i % LINES.length];
  }

  /** The dash lengths of the i-th line of a chart; empty is solid. */
  static float[] dashes(int i) {
    return DASHES[(i + i / LINES.length) % DASHES.length].clone();
  }

  /** For drawing. */
  Color color() {
    return new Color(light);
  }

  /** As Batik writes it. */
  String drawn() {
    Color color = color();
    return "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
  }

  /** A reference to the ink in a style. */
  String reference() {
    return "var(" + property() + ")";
  }

  private String property() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Declarations of all inks, for a light ground and for a dark one. */
  static String styleSheet() {
    StringBuilder onLight = new StringBuilder();
    StringBuilder onDark = new StringBuilder();
    for (Ink ink : values()) {
      onLight.append(String.format(Locale.ROOT, "%s:#%06x;", ink.property(), ink.light));
      onDark.append(String.format(Locale.ROOT, "%s:#%06x;", ink.property(), ink.dark));
    }
    return ":root{" + onLight + "}\n@media (prefers-color-scheme: dark){:root{" + onDark + "}}\n";
  }
}
