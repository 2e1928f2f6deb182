package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.runtime.ModelBundle;
import java.nio.file.Path;
import java.util.List;

/**
 * What a configuration file holds under {@value #ROOT}: a recommender and the data it is trained
 * on. Sections of other modules, such as {@code encode}, may stand beside them.
 *
 * @param data where the data is and how it is read
 * @param recommender all that defines the recommender; its keys stand beside {@code data}
 */
@Built(required = {"recommender"})
public record RunSpec(
    @Option("where the data is and how it is read") DataSpec data,
    @Option(value = "the recommender", inline = true) RecommenderSpec recommender) {

  /** Of all its options; {@link #builder()} is the way to it that stays. */
  @Internal
  public RunSpec {}

  /** A builder that starts from the defaults. */
  public static RunSpecBuilder builder() {
    return new RunSpecBuilder();
  }

  /** A builder that starts from this. */
  public RunSpecBuilder toBuilder() {
    return new RunSpecBuilder(this);
  }

  /** The one top-level key of a configuration. */
  public static final String ROOT = ModelBundle.ROOT;

  /**
   * Reads a configuration file.
   *
   * @param overrides {@code key=value} each, keys from {@value #ROOT} on, such as {@code
   *     seqrec4j.training.seed=7}
   * @throws ConfigException naming every problem in it, with file and line
   */
  public static RunSpec load(Path file, List<String> overrides) {
    return ConfigSource.load(file, ROOT, overrides).bind(ROOT, RunSpec.class);
  }

  /**
   * How the model of a bundle was trained.
   *
   * @throws ConfigException if it names a component that is not on the class path
   */
  public static RunSpec ofBundle(Path bundle) {
    return load(bundle.resolve(TrainedRecommender.RUN), List.of());
  }
}
