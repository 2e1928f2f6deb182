package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.config.SettingValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionImportanceTest {

  private static final RangeSpec CHOICE =
      new RangeSpec(
          "backbone.type",
          RangeSpec.Kind.CHOICE,
          List.of(SettingValue.of("a", "test"), SettingValue.of("b", "test")),
          0,
          0,
          RangeSpec.Scale.LINEAR);

  private static final RangeSpec NUMBER =
      new RangeSpec("rate", RangeSpec.Kind.FLOAT, List.of(), 0, 1, RangeSpec.Scale.LINEAR);

  /**
   * By hand: means 2 and 5 around 3.5, so that 6 * 1.5^2 = 13.5 lie between the groups, 4 within
   * and 17.5 in all; epsilon^2 = (13.5 - 4 / 4) / 17.5. Of the 20 ways to part six values in two
   * threes, two have as much between them.
   */
  @Test
  void share_asByHand() {
    OptionImportance importance =
        OptionImportance.of(
            CHOICE, List.of("a", "b", "a", "b", "a", "b"), List.of(1.0, 4.0, 2.0, 5.0, 3.0, 6.0));

    assertThat(importance.share()).isEqualTo(12.5 / 17.5, within(1e-12)); // rounding
    assertThat(importance.pValue()).isEqualTo(0.1, within(0.03)); // four deviations of 2,000 draws
    assertThat(importance.best()).isEqualTo("b");
    assertThat(importance.groups()).isEqualTo(2);
  }

  @Test
  void share_ofNothing() {
    OptionImportance none =
        OptionImportance.of(CHOICE, List.of("a", "b", "a", "b"), List.of(1.0, 1.0, 2.0, 2.0));
    OptionImportance same =
        OptionImportance.of(CHOICE, List.of("a", "b", "a", "b"), List.of(1.0, 1.0, 1.0, 1.0));

    assertThat(none.share()).isZero();
    assertThat(none.pValue()).isEqualTo(1);
    assertThat(same.share()).isNaN();
  }

  @Test
  void numbers_areGroupedBySize_equalOnesTogether() {
    OptionImportance importance =
        OptionImportance.of(
            NUMBER,
            List.of("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9"),
            List.of(1.0, 1.1, 0.9, 5.0, 5.1, 4.9, 1.0, 1.1, 0.9));

    assertThat(importance.groups()).isEqualTo(3);
    assertThat(importance.best()).isEqualTo("0.4 to 0.6");
    assertThat(importance.share()).isGreaterThan(0.98);
    assertThat(
            OptionImportance.of(NUMBER, List.of("1", "1", "1", "2"), List.of(1.0, 2.0, 3.0, 4.0))
                .groups())
        .isEqualTo(2);
  }
}
