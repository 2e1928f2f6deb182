package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.content.Output;
import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.TextEncoderContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The sentence encoder in its forms. */
class MiniLmContractTest {

  private static TextEncoder of(Output output, int maxLength, int batchTokens) {
    return new MiniLm(new TokenOptions(output, 6, Pooling.MEAN, true, maxLength, batchTokens));
  }

  /** Activations are quantised by the scale of the batch, so that its texts know each other. */
  @Nested
  class Pooled extends TextEncoderContract {
    @Override
    protected TextEncoder encoder() {
      return of(Output.POOLED, 64, 1024);
    }

    @Override
    protected double neighbourInfluence() {
      return 0.2; // of the largest number; the kernels, and with them the rounding, are the
      // machine's
    }

    @Override
    protected List<TextEncoder> otherOptions() {
      return List.of(
          of(Output.TOKENS, 64, 1024), of(Output.POOLED, 32, 1024), of(Output.POOLED, 64, 1));
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("maxLength", "2", () -> of(Output.POOLED, 2, 1024)),
          new RefusedOption("batchTokens", "0", () -> of(Output.POOLED, 64, 0)));
    }
  }

  /** A batch for each text: nothing is beside it. */
  @Nested
  class PooledAlone extends Pooled {
    @Override
    protected TextEncoder encoder() {
      return of(Output.POOLED, 64, 1);
    }

    @Override
    protected double neighbourInfluence() {
      return 0;
    }

    @Override
    protected List<TextEncoder> otherOptions() {
      return List.of(of(Output.POOLED, 64, 1024));
    }
  }
}
