package io.github.seqrec4j.study;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.config.Settings;
import java.util.List;

/**
 * One question of a study, and one table of its answer: every combination of its axes and those of
 * the study, less what is excluded.
 *
 * @param name unique in the study
 * @param title heading of the table; the name where it is empty
 * @param set what all its combinations set, over what the study's axes do
 * @param axes beside those of the study, which come first; what these set stands over all else
 * @param exclude combinations that are left out: each names variants by their axes, one or a list
 *     of them, and leaves out where all of it holds
 * @param baseline variants by their axes: each row is compared with the one that differs from it in
 *     these alone. Empty compares none
 */
@Built(required = "name")
public record ComparisonSpec(
    @Option("name, unique in the study") String name,
    @Option(value = "heading of the table; empty: the name", defaultValue = "\"\"") String title,
    @Option(
            value = "what all its combinations set, over what the study's axes do",
            defaultValue = "{}")
        Settings set,
    @Option(
            value = "axes beside those of the study; what they set stands over all else",
            defaultValue = "[]")
        List<AxisSpec> axes,
    @Option(
            value =
                "combinations left out, as in { backbone = gru4rec, fusion = [sum, concat] }: an axis and one or several of its variants each",
            defaultValue = "[]")
        List<Settings> exclude,
    @Option(
            value =
                "variants by axes; each row is compared with the one that has these and is else the same; empty: no comparison",
            defaultValue = "{}")
        Settings baseline) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if a name cannot be one, or stands twice
   */
  @Internal
  public ComparisonSpec {
    VariantSpec.checkName(name);
    axes = List.copyOf(axes);
    exclude = List.copyOf(exclude);
    AxisSpec.distinct("axes", axes.stream().map(AxisSpec::name).toList());
  }

  /** What stands above the table. */
  String heading() {
    return title.isBlank() ? name : title;
  }

  /** A builder. */
  public static ComparisonSpecBuilder builder() {
    return new ComparisonSpecBuilder();
  }

  /** A builder that starts from this. */
  public ComparisonSpecBuilder toBuilder() {
    return new ComparisonSpecBuilder(this);
  }
}
