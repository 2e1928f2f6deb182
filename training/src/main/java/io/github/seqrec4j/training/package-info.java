/**
 * Training, evaluation and serving: objectives, AdamW, the loop with its checkpoints,
 * full-catalogue ranking metrics, the model bundle and the recommender that runs it. Item encoders,
 * backbones and distillations are found through the registry, never by class.
 *
 * <p>Shapes: B sequences, S slots, U items encoded in a step, R rows (positions that predict), C
 * candidates, D width, M branches, N items.
 */
@NullMarked
package io.github.seqrec4j.training;

import org.jspecify.annotations.NullMarked;
