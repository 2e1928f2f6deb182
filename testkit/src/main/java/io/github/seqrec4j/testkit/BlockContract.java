package io.github.seqrec4j.testkit;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.nn.NativeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Base of the suites of components that compute with arrays in front of a loss.
 *
 * @param <C> the kind
 */
public abstract class BlockContract<C extends Component> extends ComponentContract<C> {

  /** Owns the arrays of a test. */
  NDManager manager;

  /**
   * For subclasses.
   *
   * @param kind the interface under whose name components are registered
   */
  @SuppressWarnings("NullAway.Init") // JUnit calls open() before each test
  protected BlockContract(Class<C> kind) {
    super(kind);
  }

  @BeforeEach
  final void open() {
    manager = NativeEngine.newManager();
  }

  @AfterEach
  final void close() {
    manager.close();
  }

  @Test
  void products_holdNoNumberOfJavas() {
    NumberProducts.check(component().getClass());
  }
}
