package io.github.seqrec4j.imports;

import java.util.List;

/**
 * An item as a source has it.
 *
 * @param item its identifier
 * @param title its title, empty where it has none
 * @param further its values in {@link ImportPlan#itemColumns}, empty where it lacks one
 */
public record ImportedItem(String item, String title, List<String> further) {

  /** Copies the list. */
  public ImportedItem {
    further = List.copyOf(further);
  }
}
