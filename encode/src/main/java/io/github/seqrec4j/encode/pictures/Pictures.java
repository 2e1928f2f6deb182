package io.github.seqrec4j.encode.pictures;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads pictures: JPEG (CMYK as well, turned as its EXIF says), PNG (up to 16 bits), GIF (the first
 * frame), WebP and BMP, by the readers of the JDK and of TwelveMonkeys. A large picture is read at
 * a fraction of its size, so that memory stays bounded.
 */
public final class Pictures {

  /** Points kept of a picture, about 8 MB; encoders look at far fewer. */
  private static final int KEPT = 1 << 21;

  /** More points would take minutes to decode, and are most likely a damaged or hostile header. */
  private static final long MOST = 400_000_000;

  private Pictures() {}

  /**
   * Reads a picture.
   *
   * @return its points as RGB, or ARGB if it has transparency
   * @throws IOException if it is damaged, of no known format, or of more than 400 million points
   */
  public static BufferedImage read(Path file) throws IOException {
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      return upright(in);
    }
  }

  /**
   * Reads a picture from the bytes of its file.
   *
   * @return its points as RGB, or ARGB if it has transparency
   * @throws IOException if it is damaged, of no known format, or of more than 400 million points
   */
  public static BufferedImage read(byte[] bytes) throws IOException {
    try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(bytes)) {
      return upright(in);
    }
  }

  private static BufferedImage upright(ImageInputStream in) throws IOException {
    try {
      if (in.length() == 0) {
        throw new IOException("empty file");
      }
      int orientation = Orientation.read(in);
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("not a picture in a known format");
      }
      BufferedImage picture = read(readers.next(), in);
      return Orientation.upright(plain(picture), orientation);
    } catch (RuntimeException | StackOverflowError e) { // of decoders, at some damaged files
      throw new IOException("damaged: " + e, e);
    }
  }

  private static BufferedImage read(ImageReader reader, ImageInputStream in) throws IOException {
    try {
      reader.setInput(in, true, true);
      long points = (long) reader.getWidth(0) * reader.getHeight(0);
      if (points > MOST) {
        throw new IOException(points + " points, more than " + MOST);
      }
      ImageReadParam parameters = reader.getDefaultReadParam();
      int step = (int) Math.ceil(Math.sqrt((double) points / KEPT));
      if (step > 1) {
        int across = Math.min(step, reader.getWidth(0));
        int down = Math.min(step, reader.getHeight(0));
        parameters.setSourceSubsampling(across, down, across / 2, down / 2);
      }
      BufferedImage picture = reader.read(0, parameters);
      if (picture == null) {
        throw new IOException("damaged: the decoder gives no picture");
      }
      return picture;
    } finally {
      reader.dispose();
    }
  }

  /** In one of two forms, so that encoders need not know the others. */
  private static BufferedImage plain(BufferedImage picture) {
    boolean clear = picture.getColorModel().hasAlpha();
    int type = clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    if (picture.getType() == type) {
      return picture;
    }
    int width = picture.getWidth();
    BufferedImage plain = new BufferedImage(width, picture.getHeight(), type);
    int[] line = new int[width];
    boolean grey = picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    for (int y = 0; y < picture.getHeight(); y++) {
      if (grey) {
        greys(picture.getRaster(), y, line);
      } else {
        picture.getRGB(0, y, width, 1, line, 0, width);
      }
      plain.setRGB(0, y, width, 1, line, 0, width);
    }
    return plain;
  }

  /** Java takes grey for linear light and brightens it; in files it is as dark as equal RGB. */
  private static void greys(Raster raster, int y, int[] line) {
    int[] opacity = null;
    if (raster.getNumBands() == 2) {
      opacity = raster.getSamples(0, y, line.length, 1, 1, (int[]) null);
    }
    raster.getSamples(0, y, line.length, 1, 0, line);
    int greyest = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    for (int x = 0; x < line.length; x++) {
      int grey = (int) (line[x] * 255L / greyest);
      int alpha = opacity == null ? 255 : (int) (opacity[x] * 255L / greyest);
      line[x] = alpha << 24 | grey * 0x010101;
    }
  }
}
