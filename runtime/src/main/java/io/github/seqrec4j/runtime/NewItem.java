package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.FeatureRow;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item that a {@link LiveCatalogue} takes, and what is known of it: features, or the text and
 * picture of which encoders make them. Immutable; each method that sets something returns another.
 *
 * <pre>{@code
 * NewItem.of("B0007").title("Green tea, 100 g").features(Modality.TEXT, vector)
 * }</pre>
 */
public final class NewItem {

  private final String id;
  private final String title;
  private final Map<Modality, FeatureRow> features;
  private final @Nullable String text;
  private final @Nullable BufferedImage picture;

  private NewItem(
      String id,
      String title,
      Map<Modality, FeatureRow> features,
      @Nullable String text,
      @Nullable BufferedImage picture) {
    this.id = id;
    this.title = title;
    this.features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    this.text = text;
    this.picture = picture;
  }

  /**
   * An item of which nothing is known yet; its title is its identifier.
   *
   * @throws IllegalArgumentException if the identifier is blank
   */
  public static NewItem of(String id) {
    if (id.isBlank()) {
      throw new UsageException("the identifier of an item must not be blank");
    }
    return new NewItem(id, id, Map.of(), null, null);
  }

  /** With a title to show. */
  public NewItem title(String title) {
    return new NewItem(id, title, features, text, picture);
  }

  /** With the features of a modality, of the shape that the model reads. */
  public NewItem features(Modality modality, FeatureRow row) {
    if (modality.equals(Modality.ID)) {
      throw new UsageException("item '" + id + "': an ID is trained, and no feature of an item");
    }
    Map<Modality, FeatureRow> more = new LinkedHashMap<>(features);
    more.put(modality, row);
    return new NewItem(id, title, more, text, picture);
  }

  /**
   * With the features of a modality, one vector.
   *
   * @param vector F numbers, not copied
   */
  public NewItem features(Modality modality, float[] vector) {
    return features(modality, FeatureRow.pooled(vector));
  }

  /** With a text, of which the catalogue's text encoder makes the features {@code text}. */
  public NewItem text(String text) {
    return new NewItem(id, title, features, text, picture);
  }

  /** With a picture, of which the catalogue's image encoder makes the features {@code image}. */
  public NewItem picture(BufferedImage picture) {
    return new NewItem(id, title, features, text, picture);
  }

  /** The same with features in the place of text and picture. */
  NewItem encoded(Map<Modality, FeatureRow> more) {
    Map<Modality, FeatureRow> all = new LinkedHashMap<>(features);
    all.putAll(more);
    return new NewItem(id, title, all, null, null);
  }

  /** Its identifier. */
  public String id() {
    return id;
  }

  /** Its title. */
  public String title() {
    return title;
  }

  /** Features by modality. */
  public Map<Modality, FeatureRow> features() {
    return features;
  }

  /** Its text, if it is to be encoded. */
  public Optional<String> text() {
    return Optional.ofNullable(text);
  }

  /** Its picture, if it is to be encoded. */
  public Optional<BufferedImage> picture() {
    return Optional.ofNullable(picture);
  }
}
