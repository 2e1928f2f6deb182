/**
 * Contracts of seqrec4j: components as immutable records (<em>specs</em>), the registry that finds
 * them by name, the recommender at run time, events and exceptions.
 *
 * <p>The method is ODMT: Ji, Liu, Zhang, Wei, Ni, Wang, "Online Distillation-enhanced Multi-modal
 * Transformer for Sequential Recommendation", ACM MM 2023, arXiv 2308.04067. Symbols used
 * throughout: B sequences in a batch, S maximum sequence length, N catalogue items (index 0 is
 * padding), U distinct items of a batch, D width.
 */
@NullMarked
package io.github.seqrec4j.api;

import org.jspecify.annotations.NullMarked;
