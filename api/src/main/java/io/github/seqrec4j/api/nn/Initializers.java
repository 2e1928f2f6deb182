package io.github.seqrec4j.api.nn;

import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import io.github.seqrec4j.api.Experimental;

/** Starts of parameters, as the reference draws them. */
@Experimental
public final class Initializers {

  /** All zeros. */
  public static final Initializer ZEROS = new ConstantInitializer(0);

  /** All ones. */
  public static final Initializer ONES = new ConstantInitializer(1);

  private Initializers() {}

  /**
   * Xavier normal (Glorot and Bengio 2010): N(0, 2 / (fanIn + fanOut)).
   *
   * @param fanIn numbers going into one output
   * @param fanOut numbers coming from one input
   */
  public static Initializer xavierNormal(long fanIn, long fanOut) {
    return xavierNormal(fanIn, fanOut, 1);
  }

  /**
   * Xavier normal times a factor.
   *
   * @param gain factor on the standard deviation, above 0
   */
  public static Initializer xavierNormal(long fanIn, long fanOut, double gain) {
    return new NormalInitializer((float) (gain * Math.sqrt(2.0 / (fanIn + fanOut))));
  }
}
