package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.Output;

/**
 * What a Transformer reads of a text, and what is kept of it.
 *
 * @param output one vector per item, or one per token
 * @param tokens T, how many of the first tokens are kept where output is tokens, those included
 *     that the model puts around a text; 1 to 16384
 * @param pooling how token vectors become one where output is pooled
 * @param normalise whether vectors are scaled to Euclidean norm 1
 * @param maxLength tokens after which a text is cut, those included that the model puts around it;
 *     3 to 16384
 * @param batchTokens B L, how many tokens a batch may have, padding included; 1 to 1048576. In a
 *     model with quantised activations a text's vector depends a little on its batch; with 1 each
 *     text is a batch of its own, and depends on nothing else, at some 30 % more time
 */
@Built
public record TokenOptions(
    @Option("pooled = one vector per item, tokens = one per token") Output output,
    @Option("first tokens kept where output is tokens, 1 to 16384") int tokens,
    @Option("how token vectors become one: mean, cls = that of the first token") Pooling pooling,
    @Option("whether vectors are scaled to norm 1") boolean normalise,
    @Option("tokens after which a text is cut, 3 to 16384") int maxLength,
    @Option("tokens of a batch with padding, 1 to 1048576; 1 = each text on its own")
        int batchTokens) {

  /** Pooled by the mean, of norm 1, of at most 256 tokens, in batches of 1024; 16 if tokens. */
  public TokenOptions() {
    this(Output.POOLED, 16, Pooling.MEAN, true, 256, 1024);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  @Internal
  public TokenOptions {
    Arguments.within("tokens", tokens, 1, Arguments.MAX_LENGTH);
    Arguments.within("maxLength", maxLength, 3, Arguments.MAX_LENGTH);
    Arguments.within("batchTokens", batchTokens, 1, Arguments.MAX_BATCH);
  }

  /** A builder that starts from the defaults. */
  public static TokenOptionsBuilder builder() {
    return new TokenOptionsBuilder();
  }

  /** A builder that starts from this. */
  public TokenOptionsBuilder toBuilder() {
    return new TokenOptionsBuilder(this);
  }

  FeatureShape shape(int width) {
    return output == Output.POOLED
        ? FeatureShape.pooled(width)
        : FeatureShape.tokens(tokens, width);
  }
}
