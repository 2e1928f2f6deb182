package io.github.seqrec4j.data.encode;

import java.awt.image.BufferedImage;

/**
 * What a picture looks like, roughly. Of its 32 x 32 points ({@link LabGrid}), one after the other:
 * mean and deviation of the three L*a*b* channels in each cell of a 4 x 4 grid; a histogram of 8
 * orientations of lightness edges in each cell; and over the whole picture a histogram of 12 hues
 * in a light and a dark half, and of 8 greys. The three parts weigh the same, and a row has norm 1.
 */
final class ColourShapeImage implements ContentEncoder<BufferedImage> {

  private static final int CELLS = 4; // along each side
  private static final int CELL_SIDE = LabGrid.SIDE / CELLS;
  private static final int MOMENTS = 6;
  private static final int ORIENTATIONS = 8;
  private static final int HUES = 12;
  private static final int GREYS = 8;
  private static final double COLOURFUL = 0.12; // below this chroma a colour counts as grey

  private static final int EDGES_START = CELLS * CELLS * MOMENTS;
  private static final int COLOURS_START = EDGES_START + CELLS * CELLS * ORIENTATIONS;

  /** F: 16 cells of 6 moments and 8 orientations, 24 hues and 8 greys. */
  static final int WIDTH = COLOURS_START + 2 * HUES + GREYS;

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public float[] encode(BufferedImage picture) {
    LabGrid grid = new LabGrid(picture);
    float[] row = new float[WIDTH];
    for (int cell = 0; cell < CELLS * CELLS; cell++) {
      moments(grid, cell, row);
    }
    for (int y = 0; y < LabGrid.SIDE; y++) {
      for (int x = 0; x < LabGrid.SIDE; x++) {
        edge(grid, x, y, row);
        colour(grid, x, y, row);
      }
    }
    for (int i = COLOURS_START; i < WIDTH; i++) {
      row[i] = (float) Math.sqrt(row[i]); // so that the background does not drown the rest
    }
    Vectors.normalise(row, 0, EDGES_START, 1);
    Vectors.normalise(row, EDGES_START, COLOURS_START, 1);
    Vectors.normalise(row, COLOURS_START, WIDTH, 1);
    Vectors.normalise(row, 0, WIDTH, 1);
    return row;
  }

  private static void moments(LabGrid grid, int cell, float[] row) {
    int left = cell % CELLS * CELL_SIDE;
    int top = cell / CELLS * CELL_SIDE;
    for (int channel = 0; channel < 3; channel++) {
      double sum = 0;
      double squares = 0;
      for (int y = top; y < top + CELL_SIDE; y++) {
        for (int x = left; x < left + CELL_SIDE; x++) {
          double value = grid.at(channel, x, y);
          sum += value;
          squares += value * value;
        }
      }
      double mean = sum / (CELL_SIDE * CELL_SIDE);
      double variance = Math.max(0, squares / (CELL_SIDE * CELL_SIDE) - mean * mean);
      // Lightness is counted from white, the common background.
      row[cell * MOMENTS + channel] = (float) (channel == 0 ? mean - 1 : mean);
      row[cell * MOMENTS + 3 + channel] = (float) Math.sqrt(variance);
    }
  }

  private static void edge(LabGrid grid, int x, int y, float[] row) {
    double across = grid.at(0, x + 1, y) - grid.at(0, x - 1, y);
    double down = grid.at(0, x, y + 1) - grid.at(0, x, y - 1);
    double strength = Math.hypot(across, down);
    if (strength == 0) {
      return;
    }
    // Angle in half turns, so that both sides of a line agree; shared by the two nearest bins.
    double turn = Math.atan2(down, across) / Math.PI * ORIENTATIONS;
    int bin = (int) Math.floor(turn);
    float upper = (float) (turn - bin);
    int cell = y / CELL_SIDE * CELLS + x / CELL_SIDE;
    int base = EDGES_START + cell * ORIENTATIONS;
    row[base + Math.floorMod(bin, ORIENTATIONS)] += (float) (strength * (1 - upper));
    row[base + Math.floorMod(bin + 1, ORIENTATIONS)] += (float) (strength * upper);
  }

  private static void colour(LabGrid grid, int x, int y, float[] row) {
    double lightness = grid.at(0, x, y);
    double a = grid.at(1, x, y);
    double b = grid.at(2, x, y);
    if (Math.hypot(a, b) < COLOURFUL) {
      int grey = Math.min(GREYS - 1, Math.max(0, (int) (lightness * GREYS)));
      row[COLOURS_START + 2 * HUES + grey]++;
      return;
    }
    double turn = Math.atan2(b, a) / (2 * Math.PI) * HUES;
    int half = lightness < 0.5 ? 0 : HUES;
    row[COLOURS_START + half + Math.floorMod((int) Math.floor(turn), HUES)]++;
  }
}
