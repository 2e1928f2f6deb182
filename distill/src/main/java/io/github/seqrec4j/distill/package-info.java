/**
 * Distillation: branches that train together teach each other, without a teacher trained
 * beforehand, or are taught by a finished model.
 *
 * <p>{@link io.github.seqrec4j.distill.OnlineDistillation} is the paper's (section 3.4), with its
 * graph of teachers or any other; {@link io.github.seqrec4j.distill.MutualLearning} lets every
 * branch teach every other; {@link io.github.seqrec4j.distill.EnsembleTeacher} is ONE; {@link
 * io.github.seqrec4j.distill.BornAgain} names a finished teacher; {@link
 * io.github.seqrec4j.distill.NoDistillation} is none.
 */
@NullMarked
package io.github.seqrec4j.distill;

import org.jspecify.annotations.NullMarked;
