package io.github.seqrec4j.testkit;

import io.github.seqrec4j.api.Component;
import org.junit.jupiter.api.Test;

/**
 * Base of the suites of components that compute with arrays in front of a loss.
 *
 * @param <C> the kind
 */
public abstract class BlockContract<C extends Component> extends ArrayContract<C> {

  /**
   * For subclasses.
   *
   * @param kind the interface under whose name components are registered
   */
  protected BlockContract(Class<C> kind) {
    super(kind);
  }

  @Test
  void products_holdNoNumberOfJavas() {
    NumberProducts.check(component().getClass());
  }
}
