package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.Internal;

/**
 * A column that a reader asks for.
 *
 * @param name as the file writes it
 * @param setting the setting that gives the name, such as {@code seqrec4j.data.user-column}
 * @param need whether the table must have it
 */
@Internal
public record Column(String name, String setting, Need need) {

  /** Whether a table must have a column. */
  public enum Need {
    REQUIRED,
    /** The table may lack it as a whole. JSON lines lack it if the first one does. */
    OPTIONAL,
    /** The header must have it; a JSON line may lack it, and has an empty field then. */
    LISTED,
    /** Header and any row may lack it, and the field is empty then. */
    SPARSE
  }

  private static final String DATA = "seqrec4j.data.";

  /** A column without which the table cannot be used. */
  public static Column required(String name, String setting) {
    return new Column(name, DATA + setting, Need.REQUIRED);
  }

  /** A column that the table may lack as a whole. */
  public static Column optional(String name, String setting) {
    return new Column(name, DATA + setting, Need.OPTIONAL);
  }

  /** A column that any row may lack. */
  public static Column sparse(String name, String setting) {
    return new Column(name, DATA + setting, Need.SPARSE);
  }

  /**
   * A column that a header must have and a JSON line may lack.
   *
   * @param settings what gives the name, in full
   */
  public static Column listed(String name, String settings) {
    return new Column(name, settings, Need.LISTED);
  }
}
