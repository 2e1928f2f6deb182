package io.github.seqrec4j.api;

/**
 * What is encoded, scored and distilled on its own: one vector per item and one user vector per
 * position. The ensemble is the mean of the branches' scores, weighted where training chose
 * weights, and no branch itself.
 *
 * @param name the name in metrics and configuration, usually that of a modality; not {@code
 *     ensemble}
 */
public record Branch(String name) {

  /**
   * Name under which the ensemble of all branches is reported, and by which a teacher refers to it.
   */
  public static final String ENSEMBLE = "ensemble";

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name is blank or reserved
   */
  public Branch {
    if (name.isBlank() || name.equals(ENSEMBLE)) {
      throw new IllegalArgumentException(
          "branch name must not be blank or '" + ENSEMBLE + "': '" + name + "'");
    }
  }

  /** The branch that carries a modality's name. */
  public static Branch of(Modality modality) {
    return new Branch(modality.name());
  }

  @Override
  public String toString() {
    return name;
  }
}
