package io.github.seqrec4j.encode.image;

import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.Output;
import io.github.seqrec4j.encode.model.Vectors;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * {@link ColourLayout} at work: what is counted in each cell of the grid (moments, edges, colours)
 * is laid out as one row, or as a token for each cell.
 */
final class ColourLayoutModel implements ContentModel<BufferedImage> {

  private static final int MOMENTS = 6;
  private static final int ORIENTATIONS = 8;
  private static final int HUES = 12;
  private static final int GREYS = 8;
  private static final int COLOURS = 2 * HUES + GREYS;
  private static final double COLOURFUL = 0.12; // below this chroma a colour counts as grey

  private final Output output;
  private final int cells; // along each side
  private final int cellSide; // in points

  ColourLayoutModel(Output output, int cells) {
    this.output = output;
    this.cells = cells;
    cellSide = LabGrid.SIDE / cells;
  }

  @Override
  public FeatureShape shape() {
    return output == Output.POOLED
        ? FeatureShape.pooled(cells * cells * (MOMENTS + ORIENTATIONS) + COLOURS)
        : FeatureShape.tokens(cells * cells, MOMENTS + ORIENTATIONS + COLOURS + 2 * cells);
  }

  @Override
  public List<FeatureRow> encode(List<BufferedImage> pictures) {
    return pictures.stream().map(this::encode).toList();
  }

  private FeatureRow encode(BufferedImage picture) {
    LabGrid grid = new LabGrid(picture);
    int count = cells * cells;
    float[] moments = new float[count * MOMENTS];
    float[] edges = new float[count * ORIENTATIONS];
    float[] colours = new float[count * COLOURS];
    for (int cell = 0; cell < count; cell++) {
      moments(grid, cell, moments);
    }
    for (int y = 0; y < LabGrid.SIDE; y++) {
      for (int x = 0; x < LabGrid.SIDE; x++) {
        int cell = y / cellSide * cells + x / cellSide;
        edge(grid, x, y, edges, cell * ORIENTATIONS);
        colour(grid, x, y, colours, cell * COLOURS);
      }
    }
    return output == Output.POOLED
        ? FeatureRow.pooled(row(moments, edges, colours))
        : FeatureRow.tokens(tokens(moments, edges, colours), count);
  }

  /** All cells' moments, all cells' edges, and the colours of the whole picture. */
  private static float[] row(float[] moments, float[] edges, float[] colours) {
    float[] row = new float[moments.length + edges.length + COLOURS];
    System.arraycopy(moments, 0, row, 0, moments.length);
    System.arraycopy(edges, 0, row, moments.length, edges.length);
    int start = moments.length + edges.length;
    for (int i = 0; i < colours.length; i++) {
      row[start + i % COLOURS] += colours[i];
    }
    for (int i = start; i < row.length; i++) {
      row[i] = (float) Math.sqrt(row[i]); // so that the background does not drown the rest
    }
    Vectors.normalise(row, 0, moments.length, 1);
    Vectors.normalise(row, moments.length, start, 1);
    Vectors.normalise(row, start, row.length, 1);
    Vectors.normalise(row, 0, row.length, 1);
    return row;
  }

  /** For each cell its moments, edges and colours, and in which row and column it lies. */
  private float[] tokens(float[] moments, float[] edges, float[] colours) {
    int width = shape().width();
    float[] tokens = new float[cells * cells * width];
    for (int cell = 0; cell < cells * cells; cell++) {
      int at = cell * width;
      System.arraycopy(moments, cell * MOMENTS, tokens, at, MOMENTS);
      int edge = at + MOMENTS;
      System.arraycopy(edges, cell * ORIENTATIONS, tokens, edge, ORIENTATIONS);
      int colour = edge + ORIENTATIONS;
      for (int i = 0; i < COLOURS; i++) {
        tokens[colour + i] = (float) Math.sqrt(colours[cell * COLOURS + i]);
      }
      int place = colour + COLOURS;
      tokens[place + cell / cells] = 1;
      tokens[place + cells + cell % cells] = 1;
      Vectors.normalise(tokens, at, edge, 1);
      Vectors.normalise(tokens, edge, colour, 1);
      Vectors.normalise(tokens, colour, place, 1);
      Vectors.normalise(tokens, place, at + width, 1);
      Vectors.normalise(tokens, at, at + width, 1);
    }
    return tokens;
  }

  private void moments(LabGrid grid, int cell, float[] moments) {
    int left = cell % cells * cellSide;
    int top = cell / cells * cellSide;
    for (int channel = 0; channel < 3; channel++) {
      double sum = 0;
      double squares = 0;
      for (int y = top; y < top + cellSide; y++) {
        for (int x = left; x < left + cellSide; x++) {
          double value = grid.at(channel, x, y);
          sum += value;
          squares += value * value;
        }
      }
      double mean = sum / (cellSide * cellSide);
      double variance = Math.max(0, squares / (cellSide * cellSide) - mean * mean);
      // Lightness is counted from white, the common background.
      moments[cell * MOMENTS + channel] = (float) (channel == 0 ? mean - 1 : mean);
      moments[cell * MOMENTS + 3 + channel] = (float) Math.sqrt(variance);
    }
  }

  private static void edge(LabGrid grid, int x, int y, float[] edges, int base) {
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
    edges[base + Math.floorMod(bin, ORIENTATIONS)] += (float) (strength * (1 - upper));
    edges[base + Math.floorMod(bin + 1, ORIENTATIONS)] += (float) (strength * upper);
  }

  private static void colour(LabGrid grid, int x, int y, float[] colours, int base) {
    double lightness = grid.at(0, x, y);
    double a = grid.at(1, x, y);
    double b = grid.at(2, x, y);
    if (Math.hypot(a, b) < COLOURFUL) {
      int grey = Math.min(GREYS - 1, Math.max(0, (int) (lightness * GREYS)));
      colours[base + 2 * HUES + grey]++;
      return;
    }
    double turn = Math.atan2(b, a) / (2 * Math.PI) * HUES;
    int half = lightness < 0.5 ? 0 : HUES;
    colours[base + half + Math.floorMod((int) Math.floor(turn), HUES)]++;
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
