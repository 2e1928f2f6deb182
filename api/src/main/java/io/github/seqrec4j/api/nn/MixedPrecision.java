package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Experimental;
import io.github.seqrec4j.api.Precision;
import java.util.function.Supplier;

/**
 * In which numbers this thread multiplies matrices, as PyTorch's {@code autocast} has it: with
 * {@link Precision#BFLOAT16} both factors are rounded to bfloat16 (8 bits of significand), products
 * are summed in float32, and the result, rounded to bfloat16, goes on as float32; its gradients are
 * computed alike. Everything else stays in float32, as do small products, which would gain nothing.
 */
@Experimental
public final class MixedPrecision {

  /** Multiplications of a product below which rounding costs what it saves. */
  private static final long FEWEST = 1 << 25;

  private static final ThreadLocal<Precision> CURRENT =
      ThreadLocal.withInitial(() -> Precision.FLOAT32);

  private MixedPrecision() {}

  /** Does some work, all of it in this thread, that multiplies in this precision. */
  public static <T> T within(Precision precision, Supplier<T> work) {
    Precision before = CURRENT.get();
    CURRENT.set(precision);
    try {
      return work.get();
    } finally {
      CURRENT.set(before);
    }
  }

  /** x W^T, rounded: x (..., in), W (out, in) to (..., out). */
  static NDArray linear(NDArray x, NDArray w) {
    return Functions.LINEAR.of(x, w);
  }

  /** Whether a linear map of so many numbers to {@code out} of each row is rounded. */
  static boolean isRounded(long numbers, long out) {
    return CURRENT.get() == Precision.BFLOAT16 && numbers * out >= FEWEST;
  }

  /** The product of a (m, k) and b (k, n), (m, n). */
  public static NDArray product(NDArray a, NDArray b) {
    return isRounded(a.size(), b.getShape().get(1)) ? Functions.PRODUCT.of(a, b) : a.matMul(b);
  }

  /** Compiled when first asked for. */
  private static final class Functions {
    static final TorchFunction LINEAR =
        new TorchFunction("x, w", "torch.to(torch.linear(torch.to(x, 15), torch.to(w, 15)), 6)");
    static final TorchFunction PRODUCT =
        new TorchFunction("a, b", "torch.to(torch.mm(torch.to(a, 15), torch.to(b, 15)), 6)");
  }
}
