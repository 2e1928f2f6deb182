package io.github.seqrec4j.api;

import java.util.List;

/**
 * An item encoder or a fusion in plain Java: how it is made from the weights that its block was
 * trained to. With it a service encodes new items without an engine.
 */
@Experimental
@FunctionalInterface
public interface ItemJavaForm {

  /**
   * The encoder or fusion with its weights.
   *
   * @param modalities what it reads, in order; of a fusion, whose inputs are projected, each of the
   *     encoder's width
   * @param weights of its block, by the names of its parameters; every one is asked for
   */
  TokenEncoder newEncoder(List<ModalitySchema> modalities, NamedWeights weights);
}
