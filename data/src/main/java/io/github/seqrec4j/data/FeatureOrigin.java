package io.github.seqrec4j.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.files.FileBoundary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code features/<modality>.json}, written by an encoding, says of the items it was for. */
@Internal
public final class FeatureOrigin {

  /** Key of {@link ItemColumns#hash} in it. */
  public static final String ITEMS = "items";

  /** Key of what features are made of; a file without it is not of an encoding. */
  public static final String KEY = "key";

  private FeatureOrigin() {}

  /**
   * Checks that features are of these items in this order, if the file says of which they are.
   *
   * @throws DataException if they are of others
   */
  static void check(Path features, Path origin, List<String> itemIds) throws IOException {
    if (!Files.isRegularFile(origin)) {
      return;
    }
    JsonElement all =
        FileBoundary.read(
            origin,
            "remove it, or encode anew",
            () -> JsonParser.parseString(Files.readString(origin)));
    if (!(all instanceof JsonObject known) || !known.has(KEY)) {
      return; // a file of the user's
    }
    if (known.get(ITEMS) instanceof JsonPrimitive items
        && !items.getAsString().equals(ItemColumns.hash(itemIds))) {
      throw new DataException(
          features
              + ": it was encoded for other items, or for another order of them, so that its rows"
              + " would go to wrong items; encode it again, or, if its rows are right, remove "
              + origin);
    }
  }
}
