package io.github.seqrec4j.encode.image;

import java.awt.image.BufferedImage;

/**
 * Bicubic resampling (Catmull-Rom, a = -1/2) whose support widens with the reduction, as the
 * models' own preparation has it. Java's own has a fixed support and drops points; that of
 * TwelveMonkeys lies half a point off.
 */
final class Resampling {

  private static final double SUPPORT = 2; // points on each side

  /** For each point of a line the first source point and the weights from there. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Weights(int[] first, double[][] weights) {

    static Weights of(int from, int to) {
      double scale = (double) from / to;
      double widening = Math.max(1, scale);
      int[] first = new int[to];
      double[][] weights = new double[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        int start = Math.max(0, (int) (centre - SUPPORT * widening + 0.5));
        int end = Math.min(from, (int) (centre + SUPPORT * widening + 0.5));
        double[] line = new double[Math.max(1, end - start)];
        first[i] = Math.min(start, from - 1);
        double sum = 0;
        for (int k = 0; k < line.length; k++) {
          line[k] = cubic((first[i] + k + 0.5 - centre) / widening);
          sum += line[k];
        }
        for (int k = 0; k < line.length; k++) {
          line[k] /= sum;
        }
        weights[i] = line;
      }
      return new Weights(first, weights);
    }

    private static double cubic(double distance) {
      double x = Math.abs(distance);
      if (x >= SUPPORT) {
        return 0;
      }
      return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
    }
  }

  private Resampling() {}

  /** A picture of red, green and blue at another size. */
  static BufferedImage cubic(BufferedImage picture, int width, int height) {
    int rows = picture.getHeight();
    Weights across = Weights.of(picture.getWidth(), width);
    Weights down = Weights.of(rows, height);
    float[][] lines = new float[rows][3 * width]; // after the first pass
    int[] rgb = new int[picture.getWidth()];
    for (int y = 0; y < rows; y++) {
      picture.getRGB(0, y, rgb.length, 1, rgb, 0, rgb.length);
      for (int x = 0; x < width; x++) {
        double[] weights = across.weights[x];
        for (int channel = 0; channel < 3; channel++) {
          double sum = 0;
          for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * ((rgb[across.first[x] + k] >> (16 - 8 * channel)) & 0xff);
          }
          lines[y][3 * x + channel] = (float) sum;
        }
      }
    }
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      double[] weights = down.weights[y];
      for (int x = 0; x < width; x++) {
        int point = 0;
        for (int channel = 0; channel < 3; channel++) {
          double sum = 0;
          for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * lines[down.first[y] + k][3 * x + channel];
          }
          point = point << 8 | (int) Math.max(0, Math.min(255, Math.round(sum)));
        }
        result.setRGB(x, y, point);
      }
    }
    return result;
  }
}
