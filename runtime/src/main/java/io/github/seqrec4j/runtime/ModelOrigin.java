package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.ItemSchema;
import java.time.Instant;
import java.util.List;

/**
 * Where a model comes from.
 *
 * @param library version of seqrec4j that made it
 * @param created when it was made
 * @param dataHash hash of the data it was trained on
 * @param items number of items, and shape of each modality of them that its item encoder reads
 * @param categories names of the event categories 1..C of that data
 */
public record ModelOrigin(
    String library, Instant created, String dataHash, ItemSchema items, List<String> categories) {

  /** Copies the list. */
  public ModelOrigin {
    categories = List.copyOf(categories);
  }

  /** Version of this library, from the manifest of its jar. */
  public static String libraryVersion() {
    String version = ModelOrigin.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
