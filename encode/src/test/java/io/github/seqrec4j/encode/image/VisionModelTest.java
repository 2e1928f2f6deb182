package io.github.seqrec4j.encode.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.Output;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a model of 4 x 4 points whose patches of 2 x 2 have their mean colour. */
final class VisionModelTest {

  @TempDir private Path folder;

  @BeforeEach
  void model() throws IOException {
    try (InputStream in = VisionModelTest.class.getResourceAsStream("/encoders/vision.onnx")) {
      Files.copy(Objects.requireNonNull(in), folder.resolve("vision.onnx"));
    }
  }

  @Test
  void tokens_areThePatches() {
    try (ContentModel<BufferedImage> model = model(Output.TOKENS, null, Fit.CROP).open()) {
      assertThat(model.shape()).isEqualTo(FeatureShape.tokens(4, 3));
      // Left half red, right half blue: patches run along the lines.
      assertThat(model.encode(List.of(halves(4, 4))).get(0).values())
          .containsExactly(1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1);
    }
  }

  @Test
  void pooled_isTheOutputOfTwoAxesOrTheMean() {
    for (String output : new String[] {null, "pooled", "patches"}) {
      try (ContentModel<BufferedImage> model = model(Output.POOLED, output, Fit.CROP).open()) {
        assertThat(model.shape()).isEqualTo(FeatureShape.pooled(3));
        assertThat(model.encode(List.of(halves(4, 4), plain(Color.WHITE))).get(0).values())
            .containsExactly(0.5f, 0, 0.5f);
      }
    }
  }

  @Test
  void crop_takesTheMiddleAndStretchAll() {
    BufferedImage wide = halves(40, 8);
    wide.setRGB(0, 0, Color.GREEN.getRGB()); // outside the middle
    assertThat(one(model(Output.POOLED, null, Fit.CROP), wide))
        .containsExactly(new float[] {0.5f, 0, 0.5f}, offset(1e-5f));
    Graphics2D canvas = wide.createGraphics();
    canvas.setColor(Color.GREEN);
    canvas.fillRect(0, 0, 10, 8);
    canvas.dispose();
    float[] cropped = one(model(Output.POOLED, null, Fit.CROP), wide);
    assertThat(cropped[1]).isZero();
    float[] all = one(model(Output.POOLED, null, Fit.STRETCH), wide);
    assertThat(all).containsExactly(new float[] {0.25f, 0.25f, 0.5f}, offset(0.05f)); // resampling
  }

  /** Numbers of Pillow 13, Image.resize((4, 1), Image.BICUBIC). */
  @Test
  void resampling_isPillows() {
    BufferedImage line = new BufferedImage(10, 1, BufferedImage.TYPE_INT_RGB);
    int[] greys = {0, 255, 30, 200, 90, 90, 17, 255, 255, 3};
    for (int x = 0; x < greys.length; x++) {
      line.setRGB(x, 0, greys[x] * 0x010101);
    }
    BufferedImage small = Resampling.cubic(line, 4, 1);
    int[] shown = new int[4];
    for (int x = 0; x < 4; x++) {
      shown[x] = small.getRGB(x, 0) & 0xff;
    }
    assertThat(shown).containsExactly(117, 123, 105, 167);
  }

  @Test
  void meanAndDeviation_areTakenOff() {
    VisionModel encoder =
        VisionModel.builder()
            .folder(folder.toString())
            .file("vision.onnx")
            .output(Output.POOLED)
            .outputName(null)
            .size(4)
            .fit(Fit.STRETCH)
            .resize(4)
            .mean(List.of(1.0, 0.5, 0.0))
            .deviation(List.of(1.0, 0.5, 0.25))
            .normalise(false)
            .build();
    assertThat(one(encoder, plain(Color.WHITE))).containsExactly(0, 1, 4);
  }

  @Test
  void transparency_isWhite() {
    BufferedImage clear = new BufferedImage(5, 9, BufferedImage.TYPE_INT_ARGB);
    assertThat(one(model(Output.POOLED, null, Fit.CROP), clear))
        .containsExactly(new float[] {1, 1, 1}, offset(1e-5f));
  }

  @Test
  void anyShape_isBroughtToTheSquare() {
    for (int[] size : new int[][] {{1, 1}, {1, 900}, {900, 1}, {3, 2}, {301, 199}}) {
      assertThat(one(model(Output.POOLED, null, Fit.CROP), halves(size[0], size[1]))).hasSize(3);
    }
  }

  @Test
  void whatIsWrong_isNamed() {
    assertThatThrownBy(() -> model(Output.POOLED, "poled", Fit.CROP).open())
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("no output 'poled'", "did you mean 'pooled'?");
    assertThatThrownBy(() -> model(Output.TOKENS, "pooled", Fit.CROP).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("set output = pooled, or another output-name");
    assertThatThrownBy(() -> new VisionModel().open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("encoder.vision-model.folder is not set");
  }

  private VisionModel model(Output output, @Nullable String name, Fit fit) {
    List<Double> zeros = List.of(0.0, 0.0, 0.0);
    List<Double> ones = List.of(1.0, 1.0, 1.0);
    return VisionModel.builder()
        .folder(folder.toString())
        .output(output)
        .outputName(name)
        .size(4)
        .fit(fit)
        .resize(4)
        .mean(zeros)
        .deviation(ones)
        .normalise(false)
        .build();
  }

  private static float[] one(VisionModel encoder, BufferedImage picture) {
    try (ContentModel<BufferedImage> model = encoder.open()) {
      return model.encode(List.of(picture)).get(0).values();
    }
  }

  private static BufferedImage halves(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = picture.createGraphics();
    canvas.setColor(Color.RED);
    canvas.fillRect(0, 0, width / 2, height);
    canvas.setColor(Color.BLUE);
    canvas.fillRect(width / 2, 0, width - width / 2, height);
    canvas.dispose();
    return picture;
  }

  private static BufferedImage plain(Color colour) {
    BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = picture.createGraphics();
    canvas.setColor(colour);
    canvas.fillRect(0, 0, 4, 4);
    canvas.dispose();
    return picture;
  }
}
