package io.github.seqrec4j.api;

import java.util.List;

/**
 * What an item encoder is told about the catalogue before it builds its block.
 *
 * @param items N, number of items without the padding item
 * @param modalities shape of each modality the encoder asked for, in its order; the ID modality has
 *     one token of the ID table's width
 */
public record ItemSchema(int items, List<ModalitySchema> modalities) {

  /** Copies the list. */
  public ItemSchema {
    modalities = List.copyOf(modalities);
  }
}
