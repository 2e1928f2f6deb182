/**
 * Many runs instead of one. A {@link io.github.seqrec4j.study.Study study} trains every combination
 * of named settings with several seeds and tells in a {@link io.github.seqrec4j.study.StudyTable
 * table} what differs from what, with intervals and corrected tests on the same users.
 *
 * <p>Runs are processes of their own, as the engine trains one model at a time in a process; each
 * has a folder named after its settings, so that what is finished is never done again and what was
 * broken off goes on. Nothing here can choose by test figures.
 */
@NullMarked
package io.github.seqrec4j.study;

import org.jspecify.annotations.NullMarked;
