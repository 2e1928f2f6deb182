package io.github.seqrec4j.imports;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Importer} found.
 *
 * @param interactions tables of interactions, at least one, read in this order
 * @param items tables of items, read in this order; none where the source has no metadata
 * @param columns what interactions have besides user and item
 * @param itemColumns what items have besides identifier and title, in the order of {@link
 *     ImportedItem#further}
 * @param pictures folder, or zip archive, of pictures named by item; null where there is none
 * @param notes what a person should know about how the source was understood
 */
public record ImportPlan(
    List<SourceTable<ImportedInteraction>> interactions,
    List<SourceTable<ImportedItem>> items,
    Set<InteractionColumn> columns,
    List<String> itemColumns,
    @Nullable Path pictures,
    List<String> notes) {

  static final String ITEM = "item";
  static final String TITLE = "title";

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there is no table of interactions, or a column of items is
   *     empty, doubled, or has the name of the identifier or the title
   */
  public ImportPlan {
    interactions = List.copyOf(interactions);
    items = List.copyOf(items);
    columns = columns.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(columns));
    itemColumns = List.copyOf(itemColumns);
    notes = List.copyOf(notes);
    if (interactions.isEmpty()) {
      throw new IllegalArgumentException("interactions: empty; a plan reads at least one table");
    }
    Set<String> names = new HashSet<>(List.of(ITEM, TITLE, ""));
    for (String column : itemColumns) {
      if (!names.add(column) || !FieldTexts.clean(column).equals(column)) {
        throw new IllegalArgumentException(
            "itemColumns: '" + column + "' is empty, doubled, or not a name: " + itemColumns);
      }
    }
  }
}
