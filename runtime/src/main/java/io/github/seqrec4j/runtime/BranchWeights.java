package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Modality;
import java.util.List;

/**
 * What each branch counts: in the ensemble, and by content alone, for items that lack the branch of
 * the ID.
 *
 * @param branches M, in model order
 * @param ensemble weights of the ensemble
 * @param id place of the branch of the ID, or {@link #NONE}
 */
record BranchWeights(List<Branch> branches, EnsembleWeights ensemble, int id) {

  static final int NONE = -1;

  static BranchWeights of(List<Branch> branches, EnsembleWeights ensemble) {
    return new BranchWeights(branches, ensemble, branches.indexOf(Branch.of(Modality.ID)));
  }

  /** M. */
  int count() {
    return branches.size();
  }

  /** w_m. */
  float weight(int m) {
    return ensemble.weight(m);
  }

  /** Whether the ensemble reads the ID at all. */
  boolean countsId() {
    return id != NONE && weight(id) > 0;
  }

  /** Whether the ensemble reads a branch of content. */
  boolean countsContent() {
    return ensemble.only() != id || id == NONE;
  }

  /**
   * What a branch counts among those of content: its weight in the ensemble, or where no such
   * branch has any, all alike.
   */
  float content(int m) {
    if (m == id) {
      return 0;
    }
    return countsContent() ? weight(m) : 1f / (count() - 1);
  }

  /** Whether there is a branch of content. */
  boolean hasContent() {
    return id == NONE || count() > 1;
  }
}
