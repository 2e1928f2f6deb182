package io.github.seqrec4j.backbones;

import ai.djl.nn.Block;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.JavaForm;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import java.util.Optional;
import java.util.Set;

/**
 * GRU4Rec (Hidasi, Karatzoglou, Baltrunas and Tikk, "Session-based Recommendations with Recurrent
 * Neural Networks", ICLR 2016): dropout on the item vectors, gated recurrent layers without bias,
 * and a linear map from the state (paper: h) to the width of the items, against which it is scored.
 *
 * <p>Departures from the paper: the units have no biases, so that left padding leaves the state at
 * zero; whole histories are trained in parallel rather than in session-parallel mini-batches; the
 * loss is the recommender's objective.
 *
 * @param layers recurrent layers, at least 1 (paper: 1 was best)
 * @param hidden H, width of the state (paper: 100 to 1000); 0 takes the width of the item vectors
 * @param dropout rate on the item vectors and on each recurrent layer's output, in [0, 1)
 * @param intervals whether times enter; in the paper they do not
 * @param categories whether categories of events enter; in the paper they do not
 */
@Description(
    value = "Gated recurrent units over the history",
    source =
        "Hidasi et al., Session-based Recommendations with Recurrent Neural Networks, ICLR 2016")
@Built
public record Gru4Rec(
    @Option("recurrent layers, 1 to 1000") int layers,
    @Option("width of the recurrent state, 1 to 65536; 0 takes the width of the item vectors")
        int hidden,
    @Option("dropout rate on item vectors and on each recurrent layer's output, in [0, 1)")
        double dropout,
    @Option(Intervals.DESCRIPTION) Intervals intervals,
    @Option(Categories.DESCRIPTION) Categories categories)
    implements SequenceBackbone {

  /** One layer as wide as the item vectors, dropout 0.1, no times or categories. */
  public Gru4Rec() {
    this(1, 0, 0.1, Intervals.NONE, Categories.NONE);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public Gru4Rec {
    Arguments.within("layers", layers, 1, Arguments.MAX_LAYERS);
    Arguments.within("hidden", hidden, 0, Arguments.MAX_WIDTH);
    Arguments.rate("dropout", dropout);
  }

  /** A builder that starts from the defaults. */
  public static Gru4RecBuilder builder() {
    return new Gru4RecBuilder();
  }

  /** A builder that starts from this. */
  public Gru4RecBuilder toBuilder() {
    return new Gru4RecBuilder(this);
  }

  @Override
  public String type() {
    return "gru4rec";
  }

  @Override
  public SequenceTask task() {
    return SequenceTask.NEXT_ITEM;
  }

  @Override
  public Set<SequenceInput> inputs() {
    return categories.with(intervals.inputs());
  }

  @Override
  public Block newBlock(SequenceSchema sequences) {
    return new Gru4RecBlock(this, categories.number(sequences), sequences.width());
  }

  @Override
  public Optional<JavaForm> javaForm() {
    return Optional.of(
        (sequences, weights) ->
            new GruEncoder(this, categories.number(sequences), sequences.width(), weights));
  }
}
