package io.github.seqrec4j.encode.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PicturesTest {

  /** JPEG changes colours by a few of 255 levels. */
  private static final int LOSS = 12;

  @Test
  void cmyk_isReadAsColours() throws IOException {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, new Point());
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        raster.setPixel(x, y, new int[] {255, 0, 0, 255}); // inverted: magenta and yellow, red
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    // Adobe's marker, as programs write it: the inks are inverted, and not transformed.
    byte[] adobe = {
      (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    Color colour = new Color(read(behindStart(adobe, bytes.toByteArray())).getRGB(8, 8));
    assertThat(colour.getRed()).isGreaterThan(colour.getGreen() + 100);
    assertThat(colour.getRed()).isGreaterThan(colour.getBlue() + 100);
  }

  @Test
  void sixteenBits_areReadAsEight() throws IOException {
    BufferedImage deep = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
    Arrays.fill(
        ((java.awt.image.DataBufferUShort) deep.getRaster().getDataBuffer()).getData(),
        (short) 0x8080);
    assertThat(read(write(deep, "png")).getRGB(1, 2)).isEqualTo(0xff808080);
  }

  @ParameterizedTest
  @CsvSource({"png", "jpg"})
  void grey_isAsDarkAsItsEqualInColours(String format) throws IOException {
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSamples(0, 0, 16, 16, 0, filled(256, 100));
    Color colour = new Color(read(write(grey, format)).getRGB(5, 5));
    assertThat(colour.getRed()).isBetween(100 - LOSS, 100 + LOSS);
    assertThat(colour.getBlue()).isEqualTo(colour.getRed());
  }

  /** A red top left corner, through all ways of holding a camera. */
  @ParameterizedTest
  @CsvSource({
    "1, 40, 24, 2, 2", "2, 40, 24, 37, 2", "3, 40, 24, 37, 21", "4, 40, 24, 2, 21",
    "5, 24, 40, 2, 2", "6, 24, 40, 21, 2", "7, 24, 40, 21, 37", "8, 24, 40, 2, 37",
    "9, 40, 24, 2, 2"
  })
  void exifOrientation_isFollowed(int orientation, int width, int height, int x, int y)
      throws IOException {
    BufferedImage picture = new BufferedImage(40, 24, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = picture.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, 40, 24);
    canvas.setColor(Color.RED);
    canvas.fillRect(0, 0, 8, 8);
    canvas.dispose();
    BufferedImage upright = read(withOrientation(write(picture, "jpg"), orientation));
    assertThat(upright.getWidth()).isEqualTo(width);
    assertThat(upright.getHeight()).isEqualTo(height);
    assertThat(new Color(upright.getRGB(x, y)).getGreen()).isLessThan(100);
    assertThat(new Color(upright.getRGB(width / 2, height / 2)).getGreen()).isGreaterThan(200);
  }

  @Test
  void damagedExif_isNoReasonToRefuse() throws IOException {
    byte[] bytes = withOrientation(write(plain(20, 20), "jpg"), 6);
    bytes[16] = 99; // within the TIFF header of EXIF
    assertThat(read(bytes).getWidth()).isEqualTo(20);
  }

  @Test
  void animation_givesItsFirstFrame() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (Color colour : List.of(Color.GREEN, Color.RED)) {
        BufferedImage frame = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = frame.createGraphics();
        canvas.setColor(colour);
        canvas.fillRect(0, 0, 10, 10);
        canvas.dispose();
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    assertThat(read(bytes.toByteArray()).getRGB(3, 3)).isEqualTo(Color.GREEN.getRGB());
  }

  @Test
  void webp_isRead() throws IOException {
    byte[] one = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    assertThat(read(one).getWidth()).isEqualTo(1);
  }

  @Test
  void hugePicture_isReadAtAFractionOfItsSize() throws IOException {
    BufferedImage huge = new BufferedImage(9000, 3000, BufferedImage.TYPE_BYTE_BINARY);
    BufferedImage read = read(write(huge, "png"));
    assertThat(read.getWidth() * read.getHeight()).isBetween(1 << 18, 1 << 21);
    assertThat((double) read.getWidth() / read.getHeight()).isBetween(2.9, 3.1);
    BufferedImage strip = new BufferedImage(3_000_000, 1, BufferedImage.TYPE_BYTE_BINARY);
    assertThat(read(write(strip, "png")).getHeight()).isEqualTo(1);
  }

  @Test
  void hostileHeader_isRefusedBeforeDecoding() throws IOException {
    byte[] bytes = write(plain(8, 8), "png");
    bytes[18] = (byte) 0xff; // width of about 65,000
    bytes[22] = (byte) 0xff;
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsNoPicture_saysSo() {
    assertThatThrownBy(() -> read("text".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessage("not a picture in a known format");
    assertThatThrownBy(() -> read(new byte[0])).hasMessage("empty file");
  }

  @Property(tries = 150)
  void anyBytes_areAPictureOrRefused(@ForAll byte[] bytes) throws IOException {
    check(bytes);
  }

  /** A whole picture with some bytes changed or cut off: what disks and uploads leave. */
  @Property(tries = 200)
  void damagedPicture_isReadOrRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String format = List.of("png", "jpg", "gif", "bmp").get(random.nextInt(4));
    byte[] bytes = write(plain(1 + random.nextInt(40), 1 + random.nextInt(40)), format);
    for (int i = random.nextInt(6); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    check(Arrays.copyOf(bytes, random.nextBoolean() ? bytes.length : random.nextInt(bytes.length)));
  }

  private static void check(byte[] bytes) throws IOException {
    try {
      BufferedImage picture = read(bytes);
      assertThat(picture.getWidth() * (long) picture.getHeight()).isBetween(1L, 1L << 22);
    } catch (IOException e) {
      assertThat(e).as("refused as").hasMessageNotContaining("null pointer");
    }
  }

  private static BufferedImage plain(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < Math.min(width, height); i++) {
      picture.setRGB(i, i, 0x3366aa);
    }
    return picture;
  }

  private static int[] filled(int size, int value) {
    int[] values = new int[size];
    Arrays.fill(values, value);
    return values;
  }

  private static byte[] write(BufferedImage picture, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, format, out)).isTrue();
    return out.toByteArray();
  }

  /** A JPEG with EXIF of one entry behind its start. */
  private static byte[] withOrientation(byte[] jpeg, int orientation) throws IOException {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8, // TIFF, directory at 8
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0, // one short: orientation
      0,
      0,
      0,
      0
    };
    return behindStart(exif, jpeg);
  }

  private static byte[] behindStart(byte[] segment, byte[] jpeg) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(segment);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static BufferedImage read(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("seqrec4j", ".picture");
    try {
      Files.write(file, bytes);
      return Pictures.read(file);
    } finally {
      Files.delete(file);
    }
  }
}
