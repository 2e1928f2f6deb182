package io.github.seqrec4j.api;

/**
 * A change of what training windows show the backbones, as in CL4SRec (Xie et al., Contrastive
 * Learning for Sequential Recommendation, ICDE 2022, section 3.2). What is predicted stays what
 * really came next; validation, test and service never see one.
 *
 * <p>A window of n inputs and the event after the last of them:
 *
 * <ul>
 *   <li>{@link Kind#CROP} keeps floor(share n) inputs one behind the other, at least one, and the
 *       event after them. Each predicts the event that followed it.
 *   <li>{@link Kind#MASK} hides item and category of floor(share n) inputs drawn at random; their
 *       times stay. Each slot predicts the event that followed, the masked ones as well.
 *   <li>{@link Kind#REORDER} shuffles floor(share n) inputs one behind the other, with their times
 *       and categories. Of the shuffled slots only the last one predicts: it has seen all events up
 *       to there and none behind, where the others would have seen events that they are to predict,
 *       or such as came after them.
 * </ul>
 *
 * <p>A backbone that predicts masked items is cropped likewise. It is reordered among the items it
 * sees: what is hidden stays where it was. To mask, it has an option of its own.
 *
 * <p>Of several each has its own probability; crops come first, then masks, then reorderings. The
 * paper draws one of them for each view of a sequence.
 *
 * @param kind what is changed
 * @param share of the inputs that are kept (crop, paper: eta), hidden (mask, gamma) or shuffled
 *     (reorder, beta), above 0 and below 1
 * @param probability with which a window is changed in an epoch, above 0, at most 1
 */
@Experimental
@Built(required = "kind")
public record Augmentation(
    @Option("crop: a stretch of it is left; mask: items are hidden; reorder: a stretch is shuffled")
        Kind kind,
    @Option(
            value = "share of the inputs that are kept, hidden or shuffled, above 0 and below 1",
            defaultValue = "0.5")
        double share,
    @Option(
            value = "with which a window is changed in an epoch, above 0, at most 1",
            defaultValue = "0.5")
        double probability) {

  /** What is changed. */
  public enum Kind {
    /** A stretch of the window is left. */
    CROP,
    /** Items are hidden. */
    MASK,
    /** A stretch is shuffled. */
    REORDER
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public Augmentation {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share must be above 0 and below 1: " + share);
    }
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability must be above 0 and at most 1: " + probability);
    }
  }

  /** A builder that starts from the defaults. */
  public static AugmentationBuilder builder() {
    return new AugmentationBuilder();
  }

  /** A builder that starts from this. */
  public AugmentationBuilder toBuilder() {
    return new AugmentationBuilder(this);
  }

  /**
   * That a backbone can learn with it.
   *
   * @throws IllegalArgumentException if it masks and the backbone does so by itself
   */
  void check(SequenceBackbone backbone) {
    if (kind == Kind.MASK && backbone.task() instanceof SequenceTask.MaskedItem) {
      throw new IllegalArgumentException(
          "augmentations: mask is for backbones that predict the next item; '"
              + backbone.type()
              + "' masks items by itself, as its own options say; remove it");
    }
  }
}
