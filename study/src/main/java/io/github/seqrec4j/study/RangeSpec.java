package io.github.seqrec4j.study;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.config.SettingValue;
import io.github.seqrec4j.api.config.Settings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An option that is tuned, and where its values are drawn from.
 *
 * @param option path of its key below the root, such as {@code training.batch-size}
 * @param kind of its values
 * @param choices drawn with equal chances, where values are neither INT nor FLOAT
 * @param from least value of a number
 * @param to largest value of a number
 * @param scale on which numbers are drawn with equal chances
 */
@Built(required = "option")
public record RangeSpec(
    @Option("its key below seqrec4j, such as training.batch-size") String option,
    @Option("choice: one of choices; int, float: numbers from..to") Kind kind,
    @Option(value = "values of the kind choice, at least two", defaultValue = "[]")
        List<SettingValue> choices,
    @Option(value = "least number", defaultValue = "0") double from,
    @Option(value = "largest number", defaultValue = "0") double to,
    @Option(
            value = "linear: equal chances of equal differences; log: of equal ratios",
            defaultValue = "linear")
        Scale scale) {

  /** What values are. */
  public enum Kind {
    /** One of some. */
    CHOICE,
    /** Whole numbers. */
    INT,
    /** Numbers, rounded to four digits. */
    FLOAT
  }

  /** Where chances are equal. */
  public enum Scale {
    /** Over differences. */
    LINEAR,
    /** Over ratios; the least value must be above 0. */
    LOG
  }

  private static final MathContext DIGITS = new MathContext(4);

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException naming the option that cannot be
   */
  @Internal
  public RangeSpec {
    choices = List.copyOf(choices);
    if (kind == Kind.CHOICE) {
      if (choices.size() < 2 || choices.stream().distinct().count() < choices.size()) {
        throw new IllegalArgumentException(
            "choices must be at least two and different: " + choices);
      }
    } else {
      if (!choices.isEmpty()) {
        throw new IllegalArgumentException(
            "choices must be left out where kind is a number: " + choices);
      }
      if (!(from < to) || !Double.isFinite(from) || !Double.isFinite(to)) {
        throw new IllegalArgumentException(
            "from must be below to, both finite: from=" + from + ", to=" + to);
      }
      if (kind == Kind.INT && (from != Math.rint(from) || to != Math.rint(to))) {
        throw new IllegalArgumentException(
            "from must be whole, and to, where kind = int: from=" + from + ", to=" + to);
      }
    }
    if (scale == Scale.LOG && (kind == Kind.CHOICE || !(from > 0))) {
      throw new IllegalArgumentException(
          "scale must be linear for choices and where from is not above 0: from=" + from);
    }
    if (option.equals("training.epochs") || option.equals("training.seed")) {
      throw new IllegalArgumentException(
          "option must be another: '" + option + "' is the tuning's own to set");
    }
  }

  /**
   * A value.
   *
   * @param origin what error messages call the place of a number
   */
  SettingValue draw(SplittableRandom random, String origin) {
    if (kind == Kind.CHOICE) {
      return choices.get(random.nextInt(choices.size()));
    }
    double share = random.nextDouble();
    if (kind == Kind.INT) { // each whole number has the room of one
      double low = scale == Scale.LOG ? Math.log(from - 0.5) : from - 0.5;
      double high = scale == Scale.LOG ? Math.log(to + 0.5) : to + 0.5;
      double drawn = low + share * (high - low);
      double number = scale == Scale.LOG ? Math.exp(drawn) : drawn;
      return SettingValue.of(
          Math.min((long) to, Math.max((long) from, Math.round(number))), origin);
    }
    double number =
        scale == Scale.LOG
            ? Math.exp(Math.log(from) + share * Math.log(to / from))
            : from + share * (to - from);
    double rounded = new BigDecimal(number).round(DIGITS).doubleValue();
    return SettingValue.of(Math.min(to, Math.max(from, rounded)), origin);
  }

  /** A drawn value as a setting. */
  Settings setting(SettingValue drawn) {
    return Settings.of(option, drawn);
  }

  /** A builder. */
  public static RangeSpecBuilder builder() {
    return new RangeSpecBuilder();
  }

  /** A builder that starts from this. */
  public RangeSpecBuilder toBuilder() {
    return new RangeSpecBuilder(this);
  }
}
