package io.github.seqrec4j.encode.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.content.ContentModel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ColourLayoutTest {

  private final ContentModel<BufferedImage> encoder = new ColourLayout().open();

  @Property(tries = 100)
  void normIsOneForAllSizesAndColours(
      @ForAll @IntRange(min = 1, max = 150) int width,
      @ForAll @IntRange(min = 1, max = 150) int height,
      @ForAll int argb) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(width / 2, height / 2, argb);
    float[] row = encode(picture);
    assertThat(row).hasSize(256).isEqualTo(encode(picture));
    assertThat(dot(row, row)).isCloseTo(1, within(1e-5));
  }

  @Test
  void sameColourIsCloserThanAnother() {
    float[] red = encode(disc(64, 32, Color.RED));
    assertThat(dot(red, encode(disc(64, 30, Color.RED))))
        .isGreaterThan(dot(red, encode(disc(64, 32, Color.BLUE))) + 0.2);
  }

  @Test
  void directionOfStripesShows() {
    float[] lying = encode(stripes(false, 0));
    assertThat(dot(lying, encode(stripes(false, 2))))
        .isGreaterThan(dot(lying, encode(stripes(true, 0))) + 0.2);
  }

  @Test
  void sizeHardlyMatters() {
    float[] small = encode(disc(64, 32, Color.GREEN));
    assertThat(dot(small, encode(disc(320, 160, Color.GREEN)))).isGreaterThan(0.95);
  }

  @Test
  void transparencyIsWhite() {
    BufferedImage clear = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
    BufferedImage white = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    fill(white, Color.WHITE);
    assertThat(encode(clear)).isEqualTo(encode(white));
  }

  private float[] encode(BufferedImage picture) {
    return encoder.encode(List.of(picture)).get(0).values();
  }

  private static BufferedImage disc(int side, int diameter, Color colour) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    fill(picture, Color.WHITE);
    Graphics2D g = picture.createGraphics();
    g.setColor(colour);
    g.fillOval((side - diameter) / 2, (side - diameter) / 2, diameter, diameter);
    g.dispose();
    return picture;
  }

  private static BufferedImage stripes(boolean upright, int shift) {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    fill(picture, Color.WHITE);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.BLUE);
    for (int i = shift; i < 64; i += 16) {
      g.fillRect(upright ? i : 0, upright ? 0 : i, upright ? 8 : 64, upright ? 64 : 8);
    }
    g.dispose();
    return picture;
  }

  private static void fill(BufferedImage picture, Color colour) {
    Graphics2D g = picture.createGraphics();
    g.setColor(colour);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    g.dispose();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
