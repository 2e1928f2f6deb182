package io.github.seqrec4j.api;

/** The step size over the steps of a training, as a factor on the optimizer's. */
public interface Schedule extends Component {

  /**
   * Factor on the step size, finite and at least 0. The same arguments give the same factor,
   * whatever was asked before.
   *
   * @param step from 1 over the whole training
   * @param steps of the whole training, if it is not stopped early
   */
  double factor(long step, long steps);
}
