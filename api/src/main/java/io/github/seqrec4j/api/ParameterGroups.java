package io.github.seqrec4j.api;

/**
 * The parts of a model that may move at other step sizes, and what of it decays. The gradient is
 * clipped over all of them together.
 *
 * @param decayed what weight decay is applied to
 * @param idTable the rows of the ID table
 * @param itemEncoder all other weights of the item encoder
 * @param backbones the sequence models of all branches
 */
@Built
public record ParameterGroups(
    @Option(
            "what decays; all: every weight, as the reference does; matrices: those of linear layers and convolutions, not biases, norms, positions or the ID table")
        Decayed decayed,
    @Option("the rows of the ID table") ParameterGroup idTable,
    @Option("all other weights of the item encoder") ParameterGroup itemEncoder,
    @Option("the sequence models of all branches") ParameterGroup backbones) {

  /** What weight decay is applied to. */
  public enum Decayed {
    /** Every weight. */
    ALL,
    /**
     * Matrices of linear layers and convolutions: parameters of DJL's type {@code WEIGHT}. Biases,
     * norms, tables of positions and intervals, and the ID table keep their size.
     */
    MATRICES
  }

  /** One group, of which all decays. */
  public ParameterGroups() {
    this(Decayed.ALL, new ParameterGroup(), new ParameterGroup(), new ParameterGroup());
  }

  /** Of all its options; {@link #builder()} is the way to it that stays. */
  @Internal
  public ParameterGroups {}

  /** A builder that starts from the defaults. */
  public static ParameterGroupsBuilder builder() {
    return new ParameterGroupsBuilder();
  }

  /** A builder that starts from this. */
  public ParameterGroupsBuilder toBuilder() {
    return new ParameterGroupsBuilder(this);
  }

  /**
   * That an optimizer can apply them.
   *
   * @throws IllegalArgumentException if they change a weight decay that it does not have
   */
  void check(Optimizer optimizer) {
    if (decayed == Decayed.MATRICES) {
      optimizer.withDecay(0);
    }
    for (ParameterGroup group : new ParameterGroup[] {idTable, itemEncoder, backbones}) {
      optimizer.withDecay(group.decayFactor());
    }
  }
}
