package io.github.seqrec4j.lucene;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A further field of items in an index, for filters and for display.
 *
 * @param name name of the field; not {@value ItemFields#ITEM}, {@value ItemFields#TITLE} or {@value
 *     ItemFields#VECTOR}
 * @param kind how it is searched
 * @param values text of an item's value by the item's identifier, blank where it has none
 */
public record ItemAttribute(String name, Kind kind, Function<String, String> values) {

  /** How an attribute is searched. */
  public enum Kind {
    /** As a whole: a term, such as a brand. */
    KEYWORD,
    /** By its words. */
    TEXT,
    /** By ranges, a double. */
    NUMBER
  }

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank or that of a field which every index has
   */
  public ItemAttribute {
    if (name.isBlank()
        || Set.of(ItemFields.ITEM, ItemFields.TITLE, ItemFields.VECTOR).contains(name)) {
      throw new UsageException(
          "attribute '"
              + name
              + "': the name is taken; every index has the fields item, title and vector");
    }
  }

  /** An attribute that is searched as a whole. */
  public static ItemAttribute keyword(String name, Function<String, String> values) {
    return new ItemAttribute(name, Kind.KEYWORD, values);
  }

  /** An attribute that is searched by its words. */
  public static ItemAttribute text(String name, Function<String, String> values) {
    return new ItemAttribute(name, Kind.TEXT, values);
  }

  /** An attribute that is searched by ranges. */
  public static ItemAttribute number(String name, Function<String, String> values) {
    return new ItemAttribute(name, Kind.NUMBER, values);
  }

  /**
   * The value of an item: a text, or a {@link Double} of a number; null where it has none.
   *
   * @throws DataException if it is to be a number and is none, or not finite
   */
  public @Nullable Object value(String item) {
    String text = values.apply(item);
    if (text.isBlank()) {
      return null;
    }
    return kind == Kind.NUMBER ? (Object) number(item, text) : text;
  }

  private double number(String item, String value) {
    double number;
    try {
      number = Double.parseDouble(value.strip());
    } catch (NumberFormatException e) {
      throw new DataException(noNumber(item, value), e);
    }
    if (!Double.isFinite(number)) {
      throw new DataException(noNumber(item, value));
    }
    return number;
  }

  private String noNumber(String item, String value) {
    return "attribute '"
        + name
        + "' of item '"
        + item
        + "': expected a number, got '"
        + value
        + "'; leave it blank, or index the attribute as a keyword";
  }

  /**
   * That no two of these have one name.
   *
   * @throws IllegalArgumentException naming one that is there twice
   */
  static void checkNames(List<ItemAttribute> attributes) {
    Set<String> seen = new HashSet<>();
    for (ItemAttribute attribute : attributes) {
      if (!seen.add(attribute.name)) {
        throw new UsageException("attribute '" + attribute.name + "' is there twice; name it once");
      }
    }
  }
}
