package io.github.seqrec4j.encode.pictures;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** How a camera was held: one of EXIF's eight orientations of a JPEG file. */
final class Orientation {

  static final int UPRIGHT = 1;

  private static final int MIRRORED = 2;
  private static final int UPSIDE_DOWN = 3;
  private static final int FLIPPED = 4;
  private static final int TRANSPOSED = 5;
  private static final int RIGHT = 6;
  private static final int TRANSVERSED = 7;
  private static final int LEFT = 8;

  private Orientation() {}

  /** What the file says, upright if it says nothing; the stream stays where it is. */
  static int read(ImageInputStream in) throws IOException {
    in.mark();
    try {
      if (in.readUnsignedShort() != 0xffd8) { // no JPEG
        return UPRIGHT;
      }
      in.reset();
      in.mark();
      List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
      for (JPEGSegment segment : segments) {
        InputStream data = segment.data();
        if (data.read() < 0) { // a byte of padding
          continue;
        }
        try (ImageInputStream exif =
            new MemoryCacheImageInputStream(new ByteArrayInputStream(data.readAllBytes()))) {
          Entry entry = new TIFFReader().read(exif).getEntryById(TIFF.TAG_ORIENTATION);
          if (entry != null && entry.getValue() instanceof Number number) {
            int value = number.intValue();
            return value >= UPRIGHT && value <= LEFT ? value : UPRIGHT;
          }
        }
      }
      return UPRIGHT;
    } catch (IOException | RuntimeException e) {
      return UPRIGHT; // damaged EXIF is no reason to refuse the picture behind it
    } finally {
      in.reset();
    }
  }

  /** Turns a picture upright. */
  static BufferedImage upright(BufferedImage picture, int orientation) {
    if (orientation == UPRIGHT) {
      return picture;
    }
    int width = picture.getWidth();
    int height = picture.getHeight();
    boolean swapped = orientation >= TRANSPOSED;
    BufferedImage upright =
        new BufferedImage(swapped ? height : width, swapped ? width : height, picture.getType());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int right = width - 1 - x;
        int below = height - 1 - y;
        int rgb = picture.getRGB(x, y);
        switch (orientation) {
          case MIRRORED -> upright.setRGB(right, y, rgb);
          case UPSIDE_DOWN -> upright.setRGB(right, below, rgb);
          case FLIPPED -> upright.setRGB(x, below, rgb);
          case TRANSPOSED -> upright.setRGB(y, x, rgb);
          case RIGHT -> upright.setRGB(below, x, rgb);
          case TRANSVERSED -> upright.setRGB(below, right, rgb);
          case LEFT -> upright.setRGB(y, right, rgb);
          default -> throw new IllegalArgumentException("no orientation of EXIF: " + orientation);
        }
      }
    }
    return upright;
  }
}
