package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;

/**
 * An option out of its range.
 *
 * @param option name of the record component
 * @param value how the refused message shows the value, for instance {@code 0}
 * @param construction builds the component, or its block, with that value
 */
public record RefusedOption(String option, String value, Supplier<?> construction) {

  /** Checks that each is refused by a message that begins with the option and holds the value. */
  static void check(List<RefusedOption> refused) {
    for (RefusedOption bad : refused) {
      assertThatThrownBy(() -> bad.construction.get(), "%s = %s", bad.option, bad.value)
          .isInstanceOf(IllegalArgumentException.class)
          // configuration finds the option's line by the message's first word
          .hasMessageMatching("(?s)" + bad.option + "\\b.*")
          .hasMessageContaining(bad.value);
    }
  }
}
