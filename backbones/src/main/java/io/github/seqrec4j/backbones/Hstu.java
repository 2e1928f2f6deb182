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
 * HSTU, the hierarchical sequential transduction unit (Zhai et al., "Actions Speak Louder than
 * Words: Trillion-Parameter Sequential Transducers for Generative Recommendations", ICML 2024), in
 * the form in which its authors compare it with SASRec (generative-recommenders, the public
 * experiments): sqrt(D) x + position, dropout, then layers of attention without softmax,
 *
 * <pre>
 * U, V, Q, K = Split(SiLU(f_1(Norm(X))))
 * A          = SiLU(Q K^T + rab^(p,t)) / n
 * Y          = X + f_2(Dropout(Norm(A V) * U))
 * </pre>
 *
 * <p>The bias rab adds a number per distance of two slots and, with {@link TimeBias#RELATIVE}, one
 * per bucket of the time from the event that is read until the time for which the slot that reads
 * predicts. So the model knows when it is asked, and a request must say it.
 *
 * <p>Departures from that code: padding stands on the left, so that learned positions count from
 * the last slot; rab^p has numbers for the S distances that causal attention meets, not for 2S - 1;
 * positions start normal, not cut off at two deviations, f_2's weights Xavier normal, not uniform,
 * and its bias at 0; n is S, to which the code adds the slots of outputs; vectors are not scaled to
 * length 1 for the loss, which is the recommender's objective.
 *
 * @param layers number of layers, at least 1 (code for MovieLens-1M: 2, large 8)
 * @param heads H, at least 1 (code: 1, large 2)
 * @param attentionWidth numbers of query and of key per head (paper: d_qk), at least 1; 0 takes
 *     width / heads, as the code has it
 * @param linearWidth numbers of value and of gate per head (paper: d_v), at least 1; 0 likewise
 * @param dropout rate on the input and on what f_2 reads, in [0, 1) (code: 0.2)
 * @param timeBias whether times enter the bias (paper: rab^t)
 * @param scalingLength n, at least 1; 0 takes the maximum length S. As a norm follows, it decides
 *     only how much the norm's epsilon weighs; models of two lengths and equal weights agree only
 *     where it is given
 * @param categories whether categories of events enter, added to the item vectors; the paper has
 *     them as tokens of their own between the items
 */
@Description(
    value = "Attention without softmax, gated, that knows distances and times",
    source = "Zhai et al., Actions Speak Louder than Words, ICML 2024")
@Built
public record Hstu(
    @Option("number of layers, 1 to 1000") int layers,
    @Option("attention heads, 1 to 65536") int heads,
    @Option(
            "numbers of query and key per head, 1 to 65536 / heads; 0 takes width / heads, which must be whole")
        int attentionWidth,
    @Option(
            "numbers of value and gate per head, 1 to 65536 / heads; 0 takes width / heads, which must be whole")
        int linearWidth,
    @Option("dropout rate on input and gated attention, in [0, 1)") double dropout,
    @Option(
            "relative: scores know the time from each event until the prediction, which requests must name; none: they do not")
        TimeBias timeBias,
    @Option("number by which attention is divided, 1 to 16384; 0 takes the maximum length")
        int scalingLength,
    @Option(Categories.DESCRIPTION) Categories categories)
    implements SequenceBackbone {

  /** Whether times enter the bias of the scores. */
  public enum TimeBias {
    /** They do not; neither data nor requests need any. */
    NONE,
    /** By the bucket of the time from an event until the slot that reads it is asked. */
    RELATIVE
  }

  /**
   * Two layers of one head as wide as the item vectors, dropout 0.2, relative times, n = S, no
   * categories.
   */
  public Hstu() {
    this(2, 1, 0, 0, 0.2, TimeBias.RELATIVE, 0, Categories.NONE);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public Hstu {
    Arguments.within("layers", layers, 1, Arguments.MAX_LAYERS);
    Arguments.within("heads", heads, 1, Arguments.MAX_WIDTH);
    Arguments.within("attentionWidth", attentionWidth, 0, Arguments.MAX_WIDTH / heads);
    Arguments.within("linearWidth", linearWidth, 0, Arguments.MAX_WIDTH / heads);
    Arguments.rate("dropout", dropout);
    Arguments.within("scalingLength", scalingLength, 0, Arguments.MAX_LENGTH);
  }

  /** A builder that starts from the defaults. */
  public static HstuBuilder builder() {
    return new HstuBuilder();
  }

  /** A builder that starts from this. */
  public HstuBuilder toBuilder() {
    return new HstuBuilder(this);
  }

  @Override
  public String type() {
    return "hstu";
  }

  @Override
  public SequenceTask task() {
    return SequenceTask.NEXT_ITEM;
  }

  @Override
  public Set<SequenceInput> inputs() {
    return categories.with(
        timeBias == TimeBias.RELATIVE
            ? Set.of(SequenceInput.EVENT_TIMES, SequenceInput.REQUEST_TIMES)
            : Set.of());
  }

  @Override
  public void check(SequenceSchema sequences) {
    if (attentionWidth == 0 || linearWidth == 0) {
      Arguments.headsDivide(sequences.width(), heads);
    }
  }

  @Override
  public Block newBlock(SequenceSchema sequences) {
    check(sequences);
    return new HstuBlock(
        this, categories.number(sequences), sequences.maxLength(), sequences.width());
  }

  @Override
  public Optional<JavaForm> javaForm() {
    return Optional.of(
        (sequences, weights) ->
            new HstuEncoder(
                this,
                categories.number(sequences),
                sequences.maxLength(),
                sequences.width(),
                weights));
  }

  /** Numbers per head of an option that may be 0. */
  static int perHead(int option, int width, int heads) {
    return option == 0 ? width / heads : option;
  }
}
