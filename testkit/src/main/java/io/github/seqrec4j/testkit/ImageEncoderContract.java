package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.ImageEncoder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ImageEncoder} keeps. Extend it, say how the encoder is made and what it
 * refuses, and register the encoder in {@code META-INF/services} of the module under test.
 */
public abstract class ImageEncoderContract
    extends ContentEncoderContract<ImageEncoder, BufferedImage> {

  /** For subclasses. */
  protected ImageEncoderContract() {
    super(ImageEncoder.class);
  }

  /** The encoder under test. */
  protected abstract ImageEncoder encoder();

  @Override
  protected final ImageEncoder component() {
    return encoder();
  }

  @Test
  void pictures_areNotChanged() {
    try (ContentModel<BufferedImage> model = open(encoder())) {
      List<BufferedImage> pictures = contents();
      model.encode(pictures);
      for (int i = 0; i < pictures.size(); i++) {
        assertThat(points(pictures.get(i)))
            .as("points of %s", shown(pictures.get(i)))
            .isEqualTo(points(contents().get(i)));
      }
    }
  }

  @Override
  final List<BufferedImage> contents() {
    return List.of(
        halves(64, 48, BufferedImage.TYPE_INT_RGB, Color.RED, Color.BLUE),
        halves(48, 64, BufferedImage.TYPE_INT_RGB, Color.GREEN, Color.ORANGE),
        halves(200, 200, BufferedImage.TYPE_INT_ARGB, Color.YELLOW, Color.DARK_GRAY),
        halves(33, 57, BufferedImage.TYPE_3BYTE_BGR, Color.WHITE, Color.MAGENTA),
        halves(90, 90, BufferedImage.TYPE_BYTE_GRAY, Color.LIGHT_GRAY, Color.BLACK));
  }

  @Override
  final List<BufferedImage> oddContents() {
    return List.of(
        halves(1, 1, BufferedImage.TYPE_INT_RGB, Color.RED, Color.BLUE),
        halves(1, 900, BufferedImage.TYPE_INT_RGB, Color.RED, Color.BLUE),
        halves(900, 1, BufferedImage.TYPE_INT_RGB, Color.RED, Color.BLUE),
        halves(2400, 1600, BufferedImage.TYPE_INT_RGB, Color.RED, Color.BLUE),
        new BufferedImage(20, 30, BufferedImage.TYPE_INT_ARGB), // transparent throughout
        new BufferedImage(20, 30, BufferedImage.TYPE_INT_RGB), // black throughout
        halves(20, 30, BufferedImage.TYPE_INT_RGB, Color.WHITE, Color.WHITE),
        halves(20, 30, BufferedImage.TYPE_INT_ARGB, new Color(255, 0, 0, 9), Color.BLUE),
        halves(20, 30, BufferedImage.TYPE_4BYTE_ABGR_PRE, Color.RED, Color.BLUE),
        halves(20, 30, BufferedImage.TYPE_BYTE_INDEXED, Color.RED, Color.BLUE),
        halves(20, 30, BufferedImage.TYPE_BYTE_BINARY, Color.WHITE, Color.BLACK),
        halves(20, 30, BufferedImage.TYPE_USHORT_GRAY, Color.GRAY, Color.BLACK));
  }

  @Override
  final String shown(BufferedImage picture) {
    return "a picture of "
        + picture.getWidth()
        + " x "
        + picture.getHeight()
        + " points, type "
        + picture.getType();
  }

  @Override
  final ContentModel<BufferedImage> open(ImageEncoder encoder) {
    return encoder.open();
  }

  @Override
  final String hash(ImageEncoder encoder) {
    return encoder.hash();
  }

  /** Two colours side by side, and a slanting line across both. */
  private static BufferedImage halves(int width, int height, int type, Color left, Color right) {
    BufferedImage picture = new BufferedImage(width, height, type);
    Graphics2D canvas = picture.createGraphics();
    canvas.setColor(left);
    canvas.fillRect(0, 0, width, height);
    canvas.setColor(right);
    canvas.fillRect(width / 2, 0, width - width / 2, height);
    canvas.drawLine(0, 0, width / 2, height - 1);
    canvas.dispose();
    return picture;
  }

  private static int[] points(BufferedImage picture) {
    int width = picture.getWidth();
    return picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
  }
}
