package io.github.seqrec4j.encode.image;

import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.content.Output;
import io.github.seqrec4j.testkit.ImageEncoderContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Colours and edges, pooled and by cell. */
class ColourLayoutContractTest {

  @Nested
  class Pooled extends ImageEncoderContract {
    @Override
    protected ImageEncoder encoder() {
      return new ColourLayout(Output.POOLED, 4);
    }

    @Override
    protected List<ImageEncoder> otherOptions() {
      return List.of(new ColourLayout(Output.TOKENS, 4), new ColourLayout(Output.POOLED, 2));
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("cells", "3", () -> new ColourLayout(Output.POOLED, 3)),
          new RefusedOption("cells", "0", () -> new ColourLayout(Output.POOLED, 0)),
          new RefusedOption("cells", "32", () -> new ColourLayout(Output.POOLED, 32)));
    }
  }

  @Nested
  class Tokens extends Pooled {
    @Override
    protected ImageEncoder encoder() {
      return new ColourLayout(Output.TOKENS, 8);
    }

    @Override
    protected List<ImageEncoder> otherOptions() {
      return List.of(new ColourLayout(Output.POOLED, 8), new ColourLayout(Output.TOKENS, 16));
    }
  }
}
