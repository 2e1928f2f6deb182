package io.github.seqrec4j.api.nn;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import io.github.seqrec4j.api.Internal;
import java.util.Map;

/**
 * Parameters of blocks by stable, readable names such as {@code
 * encoder.fusion.layer0.attention.query.weight}.
 */
@Internal
public final class ParameterNames {

  private ParameterNames() {}

  /**
   * Adds the parameters of a block and its children in their order; DJL's ordinal prefixes of
   * children are dropped.
   */
  public static void collect(String prefix, Block block, Map<String, Parameter> found) {
    for (Pair<String, Parameter> pair : block.getDirectParameters()) {
      found.put(prefix + "." + pair.getKey(), pair.getValue());
    }
    for (Pair<String, Block> child : block.getChildren()) {
      collect(prefix + "." + child.getKey().replaceFirst("^\\d+", ""), child.getValue(), found);
    }
  }
}
