package io.github.seqrec4j.imports.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Draws items: the outline of the category, filled with colour and pattern, on a light ground. */
final class ItemDrawings {

  /** Width and height, in points. */
  static final int SIDE = 64;

  private static final int HALF = 56; // patterns cover -56..56, more than any outline

  private ItemDrawings() {}

  /** The picture of an item; place, size and shade vary a little. */
  static BufferedImage draw(Product product, SplittableRandom random) {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      int light = 236 + random.nextInt(16);
      g.setColor(new Color(light, light, light - random.nextInt(8)));
      g.fillRect(0, 0, SIDE, SIDE);
      double scale = SIDE / 100.0 * (0.82 + 0.14 * random.nextDouble());
      g.translate(SIDE / 2.0 + jitter(random, 2.5), SIDE / 2.0 + jitter(random, 2.5));
      g.scale(scale, scale);
      Color colour = vary(product.colour().rgb(), random);
      Area outline = Outlines.of(product.category());
      g.setColor(colour);
      g.fill(outline);
      g.clip(outline);
      pattern(g, product.style(), colour, random);
      g.setClip(null);
      g.setColor(mix(colour, Color.BLACK, 0.5));
      g.setStroke(new BasicStroke(2));
      g.draw(outline);
    } finally {
      g.dispose();
    }
    return picture;
  }

  private static void pattern(Graphics2D g, Style style, Color colour, SplittableRandom random) {
    Color pale = mix(colour, Color.WHITE, 0.72);
    double shift = jitter(random, 4);
    g.setColor(pale);
    g.setStroke(new BasicStroke(6));
    switch (style) {
      case PLAIN -> {}
      case STRIPES -> {
        for (int y = -HALF; y < HALF; y += 18) {
          g.fill(new Rectangle2D.Double(-HALF, y + shift, 2 * HALF, 9));
        }
      }
      case CHECKS -> {
        for (int row = 0; row < 8; row++) {
          for (int column = row % 2; column < 8; column += 2) {
            g.fill(
                new Rectangle2D.Double(
                    -HALF + 14 * column + shift, -HALF + 14 * row + shift, 14, 14));
          }
        }
      }
      case DOTS -> grid(g, new Area(new Ellipse2D.Double(-5, -5, 10, 10)), 18, shift);
      case STARS -> grid(g, new Area(star(11)), 24, shift);
      case RINGS -> {
        for (int radius = 6; radius < HALF; radius += 15) {
          g.draw(new Ellipse2D.Double(shift - radius, shift - radius, 2 * radius, 2 * radius));
        }
      }
      case ZIGZAG -> {
        for (int y = -HALF; y < HALF + 20; y += 20) {
          Path2D line = new Path2D.Double();
          line.moveTo(-HALF, y + shift);
          for (int i = 1; i <= 10; i++) {
            line.lineTo(-HALF + 12 * i, y + shift + (i % 2 == 0 ? 0 : -14));
          }
          g.draw(line);
        }
      }
      case GRADIENT -> {
        Color dark = mix(colour, Color.BLACK, 0.3);
        g.setPaint(new GradientPaint(0, (float) (shift - 40), pale, 0, 40, dark));
        g.fill(new Rectangle2D.Double(-HALF, -HALF, 2 * HALF, 2 * HALF));
      }
    }
  }

  /** A figure again and again, every second row moved by half a step. */
  private static void grid(Graphics2D g, Area figure, int step, double shift) {
    for (int row = 0; row * step < 2 * HALF; row++) {
      double start = -HALF + shift + row % 2 * step / 2.0;
      for (double x = start; x < HALF; x += step) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, -HALF + shift + row * step);
        g.fill(place.createTransformedShape(figure));
      }
    }
  }

  private static Path2D star(double radius) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < 10; i++) {
      double length = i % 2 == 0 ? radius : radius * 0.42;
      double x = length * StrictMath.sin(StrictMath.PI * i / 5);
      double y = -length * StrictMath.cos(StrictMath.PI * i / 5);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private static double jitter(SplittableRandom random, double most) {
    return (2 * random.nextDouble() - 1) * most;
  }

  private static Color vary(int rgb, SplittableRandom random) {
    int brightness = random.nextInt(-12, 13);
    int[] channels = new int[3];
    for (int c = 0; c < 3; c++) {
      int value = ((rgb >> (16 - 8 * c)) & 0xff) + brightness + random.nextInt(-6, 7);
      channels[c] = Math.min(255, Math.max(0, value));
    }
    return new Color(channels[0], channels[1], channels[2]);
  }

  private static Color mix(Color colour, Color other, double share) {
    return new Color(
        mix(colour.getRed(), other.getRed(), share),
        mix(colour.getGreen(), other.getGreen(), share),
        mix(colour.getBlue(), other.getBlue(), share));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }
}
