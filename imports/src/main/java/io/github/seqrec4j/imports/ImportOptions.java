package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * What an import keeps.
 *
 * @param minimumRating interactions rated below, and those without a rating, are dropped and
 *     counted; null keeps all
 * @param rejects how many malformed records a table may have
 * @param coldItems what becomes of items that no kept interaction names
 * @param pictures how pictures come into the dataset
 */
@Built
public record ImportOptions(
    @Nullable Double minimumRating,
    RejectLimit rejects,
    ColdItems coldItems,
    PictureTransfer pictures) {

  /** What becomes of items that nobody interacted with. */
  public enum ColdItems {
    /** They stay in the catalogue. */
    KEEP,
    /** They are dropped and counted. */
    DROP
  }

  /** How pictures come into the dataset. */
  public enum PictureTransfer {
    /** A hard link where the file system allows, a copy otherwise. */
    LINK,
    /** A copy. */
    COPY,
    /** Not at all. */
    NONE
  }

  /** All interactions, no malformed record, cold items kept, pictures linked. */
  public ImportOptions() {
    this(null, RejectLimit.NONE, ColdItems.KEEP, PictureTransfer.LINK);
  }

  /**
   * Checks the range.
   *
   * @throws UsageException if the rating is not finite
   */
  @Internal
  public ImportOptions {
    if (minimumRating != null && !Double.isFinite(minimumRating)) {
      throw new UsageException("minimumRating must be a finite number: " + minimumRating);
    }
  }

  /** A builder that starts from the defaults. */
  public static ImportOptionsBuilder builder() {
    return new ImportOptionsBuilder();
  }

  /** A builder that starts from this. */
  public ImportOptionsBuilder toBuilder() {
    return new ImportOptionsBuilder(this);
  }
}
