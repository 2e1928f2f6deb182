package io.github.seqrec4j.testkit;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.nn.NativeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Base of the suites of components that compute with arrays.
 *
 * @param <C> the kind
 */
public abstract class ArrayContract<C extends Component> extends ComponentContract<C> {

  /** Owns the arrays of a test. */
  NDManager manager;

  /**
   * For subclasses.
   *
   * @param kind the interface under whose name components are registered
   */
  @SuppressWarnings("NullAway.Init") // JUnit calls open() before each test
  protected ArrayContract(Class<C> kind) {
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
}
