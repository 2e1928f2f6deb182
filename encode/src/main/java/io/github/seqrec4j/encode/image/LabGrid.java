package io.github.seqrec4j.encode.image;

import java.awt.image.BufferedImage;

/**
 * A picture brought to 32 x 32 points in CIE L*a*b* (white D65), by averaging over areas; what is
 * transparent lies on white. Channels are divided by 100: lightness 0..1, a and b about -1..1.
 */
final class LabGrid {

  /** Points along each side. */
  static final int SIDE = 32;

  private static final float[] LINEAR = new float[256];

  static {
    for (int i = 0; i < LINEAR.length; i++) {
      double c = i / 255.0;
      LINEAR[i] = (float) (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
  }

  private final float[][] channels = new float[3][SIDE * SIDE];

  LabGrid(BufferedImage picture) {
    int[] line = new int[picture.getWidth()];
    double[][] sums = new double[SIDE][3];
    for (int y = 0; y < SIDE; y++) {
      for (double[] sum : sums) {
        java.util.Arrays.fill(sum, 0);
      }
      int top = start(y, picture.getHeight());
      int bottom = end(y, picture.getHeight());
      for (int row = top; row < bottom; row++) {
        picture.getRGB(0, row, line.length, 1, line, 0, line.length);
        for (int x = 0; x < SIDE; x++) {
          for (int i = start(x, line.length); i < end(x, line.length); i++) {
            add(line[i], sums[x]);
          }
        }
      }
      for (int x = 0; x < SIDE; x++) {
        int points = (bottom - top) * (end(x, line.length) - start(x, line.length));
        toLab(sums[x][0] / points, sums[x][1] / points, sums[x][2] / points, y * SIDE + x);
      }
    }
  }

  /** First source point below a grid point. */
  private static int start(int index, int size) {
    return (int) ((long) index * size / SIDE);
  }

  /** Past the last source point below a grid point; each has at least one. */
  private static int end(int index, int size) {
    return Math.max(start(index, size) + 1, start(index + 1, size));
  }

  private static void add(int argb, double[] sum) {
    double opacity = (argb >>> 24) / 255.0;
    for (int c = 0; c < 3; c++) {
      sum[c] += opacity * LINEAR[(argb >> (16 - 8 * c)) & 0xff] + 1 - opacity;
    }
  }

  private void toLab(double red, double green, double blue, int point) {
    double x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
    double y = f(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
    double z = f((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883);
    channels[0][point] = (float) (1.16 * y - 0.16);
    channels[1][point] = (float) (5 * (x - y));
    channels[2][point] = (float) (2 * (y - z));
  }

  private static double f(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  /** Lightness (0), a (1) or b (2) at a point; the border goes on outside. */
  float at(int channel, int x, int y) {
    int column = Math.min(Math.max(x, 0), SIDE - 1);
    int row = Math.min(Math.max(y, 0), SIDE - 1);
    return channels[channel][row * SIDE + column];
  }
}
