package io.github.seqrec4j.api;

import java.util.regex.Pattern;

/**
 * A named input of an item: its identity, its text, its picture, or any feature a user adds under a
 * name of their own.
 *
 * @param name lower-case letters, digits and dashes, beginning with a letter
 */
public record Modality(String name) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  /** The trainable embedding of the item itself. */
  public static final Modality ID = new Modality("id");

  /** Frozen text features. */
  public static final Modality TEXT = new Modality("text");

  /** Frozen image features. */
  public static final Modality IMAGE = new Modality("image");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name is not of the stated form
   */
  public Modality {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("modality name must match " + NAME + ": '" + name + "'");
    }
  }

  /** Reads a modality from its name, as configuration files write it. */
  public static Modality parse(String name) {
    return new Modality(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
