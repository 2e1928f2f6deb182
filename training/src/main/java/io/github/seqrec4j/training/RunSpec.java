package io.github.seqrec4j.training;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.encode.EncodeSpec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file holds under {@value #ROOT}: a recommender, the data it is trained on,
 * and how features of that are made.
 *
 * @param data where the data is and how it is read
 * @param encode how features are made; null where a model is described, which knows nothing of it
 * @param recommender all that defines the recommender; its keys stand beside {@code data}
 */
public record RunSpec(
    @Option("where the data is and how it is read") DataSpec data,
    @Option("how features are made, by seqrec encode") @Nullable EncodeSpec encode,
    @Option(value = "the recommender", inline = true) RecommenderSpec recommender) {

  /** The one top-level key of a configuration. */
  public static final String ROOT = "seqrec4j";

  /** A recommender and its data, of which the features are there. */
  public RunSpec(DataSpec data, RecommenderSpec recommender) {
    this(data, null, recommender);
  }

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
}
