package io.github.seqrec4j.encode.image;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.Output;
import io.github.seqrec4j.encode.model.Vectors;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@link VisionModel} at work: pictures to squares of numbers, through the network, to rows. */
final class VisionFeatures implements ContentModel<BufferedImage> {

  private static final int CHANNELS = 3;
  private static final int LONGEST = 16; // times the shorter side

  private final PictureNetwork network;
  private final VisionModel options;
  private final FeatureShape shape;

  private VisionFeatures(PictureNetwork network, VisionModel options) {
    this.network = network;
    this.options = options;
    int size = options.size();
    PictureNetwork.Vectors probe = network.run(new float[CHANNELS * size * size], 1, size);
    long[] axes = probe.shape();
    if (axes.length < 2 || axes.length > 4 || axes[0] != 1) {
      throw new DataException(
          network.name()
              + ": shape "
              + Arrays.toString(axes)
              + "; expected (batch, width), (batch, patches, width) or (batch, width, rows, columns)");
    }
    if (axes.length == 2 && options.output() == Output.TOKENS) {
      throw new DataException(
          network.name()
              + ": one vector for a picture, none for its patches; set output = pooled, or another"
              + " output-name");
    }
    int width = Math.toIntExact(axes.length == 3 ? axes[2] : axes[1]);
    int patches = probe.values().length / width;
    shape =
        options.output() == Output.POOLED
            ? FeatureShape.pooled(width)
            : FeatureShape.tokens(patches, width);
  }

  /** Over a network, which is closed with this or if this fails. */
  static VisionFeatures of(PictureNetwork network, VisionModel options) {
    try {
      return new VisionFeatures(network, options);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  @Override
  public FeatureShape shape() {
    return shape;
  }

  @Override
  public List<FeatureRow> encode(List<BufferedImage> pictures) {
    int points = options.size() * options.size();
    float[] pixels = new float[pictures.size() * CHANNELS * points];
    for (int b = 0; b < pictures.size(); b++) {
      put(square(pictures.get(b)), pixels, b * CHANNELS * points);
    }
    PictureNetwork.Vectors vectors = network.run(pixels, pictures.size(), options.size());
    int numbers = vectors.values().length / pictures.size();
    List<FeatureRow> rows = new ArrayList<>();
    for (int b = 0; b < pictures.size(); b++) {
      float[] tokens = Arrays.copyOfRange(vectors.values(), b * numbers, (b + 1) * numbers);
      rows.add(row(vectors.shape().length == 4 ? lastAxis(tokens) : tokens));
    }
    return rows;
  }

  /** (F, H W) -> (H W, F) */
  private float[] lastAxis(float[] values) {
    int width = shape.width();
    int patches = values.length / width;
    float[] turned = new float[values.length];
    for (int f = 0; f < width; f++) {
      for (int t = 0; t < patches; t++) {
        turned[t * width + f] = values[f * patches + t];
      }
    }
    return turned;
  }

  /** (T, F) -> the row that is asked for. */
  private FeatureRow row(float[] tokens) {
    int width = shape.width();
    int count = tokens.length / width;
    float[] row = tokens;
    if (shape.isPooled() && count > 1) {
      row = new float[width];
      for (int i = 0; i < tokens.length; i++) {
        row[i % width] += tokens[i] / count;
      }
    }
    for (int at = 0; options.normalise() && at < row.length; at += width) {
      Vectors.normalise(row, at, at + width, 1);
    }
    return shape.isPooled() ? FeatureRow.pooled(row) : FeatureRow.tokens(row, count);
  }

  /** What the model sees, on white where the picture is transparent. */
  private BufferedImage square(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = opaque.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, width, height);
    canvas.drawImage(picture, 0, 0, null);
    canvas.dispose();
    int size = options.size();
    if (options.fit() == Fit.STRETCH) {
      return resized(opaque, size, size);
    }
    // A strip would become a monster: what lies far from the middle is cut off before.
    int most = LONGEST * Math.min(width, height);
    int across = Math.min(width, most);
    int down = Math.min(height, most);
    BufferedImage middle =
        opaque.getSubimage((width - across) / 2, (height - down) / 2, across, down);
    double scale = (double) options.resize() / Math.min(across, down);
    BufferedImage large =
        resized(
            middle,
            Math.max(size, (int) Math.round(across * scale)),
            Math.max(size, (int) Math.round(down * scale)));
    return large.getSubimage(
        (large.getWidth() - size) / 2, (large.getHeight() - size) / 2, size, size);
  }

  private static BufferedImage resized(BufferedImage picture, int width, int height) {
    return picture.getWidth() == width && picture.getHeight() == height
        ? picture
        : Resampling.cubic(picture, width, height);
  }

  /** (size, size) -> (3, size, size) */
  private void put(BufferedImage square, float[] pixels, int at) {
    int size = options.size();
    int[] rgb = square.getRGB(0, 0, size, size, null, 0, size);
    for (int channel = 0; channel < CHANNELS; channel++) {
      double mean = options.mean().get(channel);
      double deviation = options.deviation().get(channel);
      for (int i = 0; i < rgb.length; i++) {
        double value = ((rgb[i] >> (16 - 8 * channel)) & 0xff) / 255.0;
        pixels[at + channel * rgb.length + i] = (float) ((value - mean) / deviation);
      }
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
