package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Component;

/** Weight w of the distillation loss over the epochs. */
public interface RampUp extends Component {

  /**
   * The weight in an epoch.
   *
   * @param epoch counted from 1
   */
  double weight(int epoch);
}
