package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.ItemTokens;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.TokenEncoder;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.FeatureRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the vectors of new items by the item encoder of a bundle. The ID is given as missing; what
 * the encoder makes in the branch of that name is left out, as it was never trained.
 */
final class ItemVectorizer {

  private final TokenEncoder encoder;
  private final List<ModalitySchema> modalities;
  private final int width;
  private final int id;

  /**
   * Of a model.
   *
   * @throws UsageException if it was not loaded from a bundle, or its item encoder has no Java form
   * @throws DataException if the bundle's weights are not those of its item encoder
   */
  ItemVectorizer(SequentialRecommender model) {
    BundleParts parts = model.parts();
    if (parts == null) {
      throw new UsageException(
          "items are added to a model that was loaded from a bundle: save this one and load it");
    }
    encoder = parts.encoder().get();
    modalities = model.origin().items().modalities();
    width = model.model().itemEncoder().width();
    id = model.branches().stream().map(b -> b.name()).toList().indexOf(Modality.ID.name());
    if (modalities.stream().allMatch(schema -> schema.modality().equals(Modality.ID))) {
      throw new UsageException(
          "this model knows items by their ID alone, and nothing of one that was not trained on;"
              + " train one that reads texts, pictures or other features");
    }
  }

  /** Where the branch of the ID begins in a vector, or -1 if there is none. */
  int idBegins() {
    return id < 0 ? -1 : id * width;
  }

  /** D. */
  int width() {
    return width;
  }

  /**
   * (MD), the branches side by side, zero in that of the ID.
   *
   * @throws IllegalArgumentException if the item brings features of other modalities or shapes, or
   *     none
   */
  float[] vector(NewItem item) {
    float[][] branches = encoder.encode(tokens(item));
    float[] vector = new float[branches.length * width];
    for (int m = 0; m < branches.length; m++) {
      if (m != id) {
        System.arraycopy(branches[m], 0, vector, m * width, width);
      }
    }
    int at = StoredType.firstNotFinite(vector);
    if (at >= 0) {
      throw new UsageException(
          "item '" + item.id() + "': its vector holds " + vector[at] + "; its features overflow");
    }
    return vector;
  }

  private List<ItemTokens> tokens(NewItem item) {
    List<ItemTokens> tokens = new ArrayList<>();
    int present = 0;
    for (ModalitySchema schema : modalities) {
      FeatureRow row = item.features().get(schema.modality());
      if (row == null || row.isEmpty()) {
        tokens.add(ItemTokens.missing(schema));
      } else {
        tokens.add(tokens(item, schema, row));
        present++;
      }
    }
    for (Map.Entry<Modality, FeatureRow> given : item.features().entrySet()) {
      if (modalities.stream().noneMatch(schema -> schema.modality().equals(given.getKey()))) {
        throw new UsageException(
            "item '"
                + item.id()
                + "' brings features '"
                + given.getKey()
                + "', the model reads "
                + modalities.stream().map(ModalitySchema::modality).toList());
      }
    }
    if (present == 0) {
      throw new UsageException(
          "item '"
              + item.id()
              + "' brings no features, by which alone a new item is known; the model reads "
              + modalities.stream()
                  .map(ModalitySchema::modality)
                  .filter(modality -> !modality.equals(Modality.ID))
                  .toList());
    }
    return tokens;
  }

  private static ItemTokens tokens(NewItem item, ModalitySchema schema, FeatureRow row) {
    int numbers = schema.tokens() * schema.width();
    if (row.values().length != numbers || row.tokens() > schema.tokens()) {
      throw new UsageException(
          "item '"
              + item.id()
              + "': features '"
              + schema.modality()
              + "' must be "
              + schema.tokens()
              + " x "
              + schema.width()
              + " numbers, as the model was trained on: got "
              + row.values().length
              + " with "
              + row.tokens()
              + " tokens");
    }
    int at = StoredType.firstNotFinite(row.values());
    if (at >= 0) {
      throw new UsageException(
          "item '"
              + item.id()
              + "': features '"
              + schema.modality()
              + "' hold "
              + row.values()[at]
              + " at number "
              + at);
    }
    float[][] vectors = new float[schema.tokens()][schema.width()];
    for (int t = 0; t < row.tokens(); t++) {
      System.arraycopy(row.values(), t * schema.width(), vectors[t], 0, schema.width());
    }
    return new ItemTokens(vectors, row.tokens());
  }
}
