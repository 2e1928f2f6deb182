package io.github.seqrec4j.encode.image;

import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.content.Output;
import io.github.seqrec4j.testkit.ImageEncoderContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Over a model of 4 x 4 points whose patches of 2 x 2 have their mean colour. */
class VisionModelContractTest {

  @Nested
  class Pooled extends ImageEncoderContract {

    @TempDir private Path folder;

    @BeforeEach
    void model() throws IOException {
      try (InputStream in =
          VisionModelContractTest.class.getResourceAsStream("/encoders/vision.onnx")) {
        Files.copy(Objects.requireNonNull(in), folder.resolve("vision.onnx"));
      }
    }

    final ImageEncoder of(Output output, int size, Fit fit, int resize, double deviation) {
      return new VisionModel(
          folder.toString(),
          null,
          output,
          null,
          size,
          fit,
          resize,
          List.of(0.1, 0.2, 0.3),
          List.of(1.0, 1.0, deviation),
          false);
    }

    @Override
    protected ImageEncoder encoder() {
      return of(Output.POOLED, 4, Fit.CROP, 6, 0.5);
    }

    @Override
    protected List<ImageEncoder> otherOptions() {
      return List.of(
          of(Output.TOKENS, 4, Fit.CROP, 6, 0.5),
          of(Output.POOLED, 4, Fit.STRETCH, 6, 0.5),
          of(Output.POOLED, 4, Fit.CROP, 4, 0.5),
          of(Output.POOLED, 4, Fit.CROP, 6, 0.25));
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("size", "0", () -> of(Output.POOLED, 0, Fit.CROP, 6, 0.5)),
          new RefusedOption("resize", "3", () -> of(Output.POOLED, 4, Fit.CROP, 3, 0.5)),
          new RefusedOption("deviation", "0.0", () -> of(Output.POOLED, 4, Fit.CROP, 6, 0)));
    }
  }

  @Nested
  class Tokens extends Pooled {
    @Override
    protected ImageEncoder encoder() {
      return of(Output.TOKENS, 4, Fit.STRETCH, 4, 0.5);
    }

    @Override
    protected List<ImageEncoder> otherOptions() {
      return List.of(of(Output.POOLED, 4, Fit.STRETCH, 4, 0.5));
    }
  }
}
