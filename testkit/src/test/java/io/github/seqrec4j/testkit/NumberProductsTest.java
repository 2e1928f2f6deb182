package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.Scale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberProductsTest {

  /** What a component reaches, in each way that one reaches code. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        Itself.class,
        InBlock.class,
        InLambda.class,
        InHelper.class,
        InBase.class,
        Quotient.class,
        Power.class,
        InPlace.class,
        Static.class,
        OfNumber.class
      })
  void product_isFound(Class<?> component) {
    assertThatThrownBy(() -> NumberProducts.check(component))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("NumberProductsTest", "line ", "with a number", "Scale.by");
  }

  @Test
  void message_namesClassAndLine() {
    assertThatThrownBy(() -> NumberProducts.check(Itself.class))
        .hasMessageContaining(Itself.class.getName())
        .hasMessageMatching(
            "(?s).*\\(NumberProductsTest.java, line \\d+\\) calls NDArray\\.mul with a number.*");
    assertThatThrownBy(() -> NumberProducts.check(Static.class))
        .hasMessageContaining("calls NDArrays.div with a number");
  }

  @Test
  void whatIsSound_passes() {
    assertThatCode(() -> NumberProducts.check(Sound.class)).doesNotThrowAnyException();
  }

  @Test
  void whatIsNotUsed_isNotRead() {
    assertThatCode(() -> NumberProducts.check(Neighbour.class)).doesNotThrowAnyException();
  }

  record Itself() {
    NDArray loss(NDArray x) {
      return x.mul(0.5f);
    }
  }

  record InBlock() {
    Block newBlock() {
      return new Half();
    }
  }

  private static final class Half extends ArrayBlock {
    @Override
    protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
      return inputs.get(0).mul(0.5f);
    }
  }

  record InLambda() {
    UnaryOperator<NDArray> half() {
      return x -> x.mul(0.5f);
    }
  }

  record InHelper() {
    NDArray loss(NDArray x) {
      return Helper.half(x);
    }
  }

  private static final class Helper {
    static NDArray half(NDArray x) {
      return x.div(2);
    }
  }

  static final class InBase extends Base {}

  abstract static class Base {
    NDArray loss(NDArray x) {
      return x.mul(2);
    }
  }

  record Quotient() {
    NDArray loss(NDArray x) {
      return x.div(2);
    }
  }

  record Power() {
    NDArray loss(NDArray x) {
      return x.pow(2);
    }
  }

  record InPlace() {
    NDArray loss(NDArray x) {
      return x.muli(2);
    }
  }

  record Static() {
    NDArray loss(NDArray x) {
      return NDArrays.div(x, 2);
    }
  }

  record OfNumber() {
    NDArray loss(NDArray x) {
      return NDArrays.pow(2, x);
    }
  }

  record Sound() {
    NDArray loss(NDArray x) {
      return Scale.by(x.mul(x).div(x).add(1).sub(2), 0.5);
    }
  }

  /** Beside all those above, of which it uses none. */
  record Neighbour() {
    NDArray loss(NDArray x) {
      return x.mul(x);
    }
  }
}
