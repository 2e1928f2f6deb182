package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Optimizer;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.nn.HostArrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019) with PyTorch's
 * order of operations: decay, moments, bias correction, then the root of the corrected second
 * moment plus epsilon. Published settings of the paper: rate 1e-4, decay 0.1.
 *
 * <p>A row without gradient still moves under dense AdamW: its moments fade and carry it on. For
 * the steps s+1 to s+k, with rates r_j, D_j = 1 - r_j decay and row moments m and v,
 *
 * <pre>
 *   w <- (D_1 ... D_k) w - c m / (sqrt(v) + epsilon),   m <- beta1^k m,   v <- beta2^k v
 *   c  = sum over j = 1..k of (D_(j+1) ... D_k) r_j q^j sqrt(1 - beta2^(s+j)) / (1 - beta1^(s+j))
 *   q  = beta1 / sqrt(beta2)
 * </pre>
 *
 * which is one operation on the row, whatever k ({@link #catchUp}). A moving average e of the row
 * with decays d_j is as linear in the same two arrays: with P_j = D_1 ... D_j and c_j the sum above
 * up to j,
 *
 * <pre>
 *   e <- (d_1 ... d_k) e + a w - b m / (sqrt(v) + epsilon)
 *   a  = sum over j = 1..k of (d_(j+1) ... d_k) (1 - d_j) P_j,   b likewise with c_j for P_j
 * </pre>
 *
 * It differs from the steps one by one by rounding, and by epsilon not growing with 1 /
 * sqrt(beta2^j): a relative error of at most epsilon / sqrt(v) times (1 - q) / (1 - beta1 / beta2)
 * - 1. Betas for which that factor is above 1 cannot catch up ({@link #canCatchUp}); for the
 * defaults it is 0.006.
 *
 * @param learningRate step size, above 0
 * @param weightDecay decoupled decay per step, times the rate, at least 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 */
@Description(
    value = "Adam with decoupled weight decay",
    source = "Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR 2019")
@Built
public record AdamW(
    @Option("step size, above 0") double learningRate,
    @Option("decoupled weight decay, at least 0") double weightDecay,
    @Option("decay of the first moment, in [0, 1)") double beta1,
    @Option("decay of the second moment, in [0, 1)") double beta2,
    @Option("added to the root of the second moment, above 0") double epsilon)
    implements Optimizer {

  /** Terms of c this much smaller than the first are left out. */
  private static final double NEGLIGIBLE = 1e-10;

  /** Largest error of {@link #catchUp}, relative to epsilon / sqrt(v). */
  private static final double LARGEST_ERROR = 1;

  /** Rate 1e-3, decay 0.01, betas 0.9 and 0.999, epsilon 1e-8. */
  public AdamW() {
    this(1e-3, 0.01, 0.9, 0.999, 1e-8);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public AdamW {
    Arguments.positive("learningRate", learningRate);
    Arguments.notNegative("weightDecay", weightDecay);
    Arguments.rate("beta1", beta1);
    Arguments.rate("beta2", beta2);
    Arguments.positive("epsilon", epsilon);
  }

  /** A builder with the defaults of {@link #AdamW()}. */
  public static AdamWBuilder builder() {
    return new AdamWBuilder();
  }

  /** A builder that starts from this. */
  public AdamWBuilder toBuilder() {
    return new AdamWBuilder(this);
  }

  @Override
  public String type() {
    return "adam-w";
  }

  @Override
  public AdamW withDecay(double factor) {
    return factor == 1 ? this : toBuilder().weightDecay(weightDecay * factor).build();
  }

  @Override
  public List<String> moments() {
    return List.of("first", "second");
  }

  @Override
  public void update(
      NDArray values, List<NDArray> moments, NDArray gradient, long step, double rate) {
    if (HostArrays.isHost(values)) {
      inOnePass(values, moments, gradient, step, rate);
    } else {
      byEngine(values, moments, gradient, step, rate);
    }
  }

  private void inOnePass(
      NDArray values, List<NDArray> moments, NDArray gradient, long step, double rate) {
    float kept = (float) (1 - rate * weightDecay);
    float firstKept = (float) beta1;
    float firstNew = (float) (1 - beta1);
    float secondKept = (float) beta2;
    float secondNew = (float) (1 - beta2);
    float stride = (float) (rate / (1 - Math.pow(beta1, (double) step)));
    float correction = (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) step)));
    float guard = (float) epsilon;
    HostArrays.update(
        List.of(values, moments.get(0), moments.get(1)),
        List.of(gradient),
        (all, count) -> {
          float[] w = all[0];
          float[] m = all[1];
          float[] v = all[2];
          float[] g = all[3];
          for (int i = 0; i < count; i++) {
            m[i] = m[i] * firstKept + g[i] * firstNew;
          }
          for (int i = 0; i < count; i++) {
            v[i] = v[i] * secondKept + g[i] * g[i] * secondNew;
          }
          for (int i = 0; i < count; i++) {
            w[i] = w[i] * kept - m[i] * stride / ((float) Math.sqrt(v[i]) * correction + guard);
          }
        });
  }

  /** The same by the engine's operations, a pass over memory each. */
  void byEngine(NDArray values, List<NDArray> moments, NDArray gradient, long step, double rate) {
    NDArray first = moments.get(0);
    NDArray second = moments.get(1);
    values.muli(1 - rate * weightDecay);
    try (NDArray part = gradient.mul(1 - beta1)) {
      first.muli(beta1).addi(part);
    }
    try (NDArray part = gradient.square()) {
      second.muli(beta2).addi(part.muli(1 - beta2));
    }
    double firstCorrection = 1 - Math.pow(beta1, (double) step);
    double secondCorrection = 1 - Math.pow(beta2, (double) step);
    try (NDArray root = second.sqrt();
        NDArray move = first.mul(rate / firstCorrection)) {
      values.subi(move.divi(root.divi(Math.sqrt(secondCorrection)).addi(epsilon)));
    }
  }

  /** Whether the betas leave the error of {@link #catchUp} small: beta1 well below beta2. */
  @Override
  public boolean canCatchUp() {
    double ratio = beta1 / Math.sqrt(beta2);
    return beta1 < beta2 && (1 - ratio) / (1 - beta1 / beta2) - 1 <= LARGEST_ERROR;
  }

  @Override
  public void catchUp(
      NDArray values,
      List<NDArray> moments,
      long[] done,
      long step,
      LongToDoubleFunction rates,
      @Nullable RowAverages averages) {
    if (!canCatchUp()) {
      throw new UnsupportedOperationException(
          "betas " + beta1 + " and " + beta2 + " cannot catch up; use lazy or dense rows");
    }
    Map<Long, Missed> missed = new HashMap<>(); // many rows were last read together
    LongToDoubleFunction averageDecays = averages == null ? j -> 0 : averages.decays();
    Missed[] rows = new Missed[done.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          missed.computeIfAbsent(
              done[i], from -> Missed.of(this, from, step, rates, averageDecays));
    }
    NDManager scratch = values.getManager();
    NDArray first = moments.get(0);
    NDArray second = moments.get(1);
    NDArray moved = first.div(second.sqrt().addi(epsilon));
    if (averages != null) {
      averages
          .values()
          .muli(column(scratch, rows, Missed::averageDecay))
          .addi(values.mul(column(scratch, rows, Missed::averageOfDecay)))
          .subi(moved.mul(column(scratch, rows, Missed::averageMove)));
    }
    values
        .muli(column(scratch, rows, Missed::decay))
        .subi(moved.muli(column(scratch, rows, Missed::move)));
    first.muli(column(scratch, rows, Missed::firstDecay));
    second.muli(column(scratch, rows, Missed::secondDecay));
  }

  /** A number of each row, (n, 1). */
  private static NDArray column(NDManager scratch, Missed[] rows, ToDoubleFunction<Missed> number) {
    float[] column = new float[rows.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = (float) number.applyAsDouble(rows[i]);
    }
    return HostArrays.of(scratch, column, new Shape(column.length, 1));
  }

  /**
   * What a row missed, by the names of the class comment.
   *
   * @param decay D_1 ... D_k
   * @param move c
   * @param firstDecay beta1^k
   * @param secondDecay beta2^k
   * @param averageDecay d_1 ... d_k
   * @param averageOfDecay a
   * @param averageMove b
   */
  private record Missed(
      double decay,
      double move,
      double firstDecay,
      double secondDecay,
      double averageDecay,
      double averageOfDecay,
      double averageMove) {

    static Missed of(
        AdamW rule,
        long from,
        long to,
        LongToDoubleFunction rates,
        LongToDoubleFunction averageDecays) {
      double ratio = rule.beta1 / Math.sqrt(rule.beta2);
      double firstPower = Math.pow(rule.beta1, (double) from);
      double secondPower = Math.pow(rule.beta2, (double) from);
      double move = 0;
      double fade = 1;
      double decay = 1;
      double averageDecay = 1;
      double averageOfDecay = 0;
      double averageMove = 0;
      for (long j = from + 1; j <= to; j++) {
        double rate = rates.applyAsDouble(j);
        double keep = 1 - rate * rule.weightDecay;
        decay *= keep;
        move *= keep;
        if (fade > NEGLIGIBLE) {
          fade *= ratio;
          firstPower *= rule.beta1;
          secondPower *= rule.beta2;
          move += rate * fade * Math.sqrt(1 - secondPower) / (1 - firstPower);
        }
        double d = averageDecays.applyAsDouble(j);
        averageDecay *= d;
        averageOfDecay = d * averageOfDecay + (1 - d) * decay;
        averageMove = d * averageMove + (1 - d) * move;
      }
      return new Missed(
          decay,
          move,
          Math.pow(rule.beta1, (double) (to - from)),
          Math.pow(rule.beta2, (double) (to - from)),
          averageDecay,
          averageOfDecay,
          averageMove);
    }
  }
}
