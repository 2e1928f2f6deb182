package io.github.seqrec4j.api;

import java.util.List;

/** An item encoder or a fusion with its weights, in plain Java. Many threads may ask at once. */
@Experimental
@FunctionalInterface
public interface TokenEncoder {

  /**
   * The vectors of one item.
   *
   * @param modalities what is known of it, one for each modality of the schema, in its order
   * @return for each branch in order (D), new arrays
   */
  float[][] encode(List<ItemTokens> modalities);
}
