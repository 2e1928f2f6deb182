package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.content.TextEncoder;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes features of texts and pictures that new items bring. Many threads may ask at once. */
final class ContentEncoding implements AutoCloseable {

  private final @Nullable ContentModel<String> texts;
  private final @Nullable ContentModel<BufferedImage> pictures;

  /** Opens the encoders that there are. */
  ContentEncoding(@Nullable TextEncoder text, @Nullable ImageEncoder images) {
    pictures = images == null ? null : images.open();
    try {
      texts = text == null ? null : text.open(List.of());
    } catch (RuntimeException e) {
      if (pictures != null) {
        pictures.close();
      }
      throw e;
    }
  }

  /** The same items with features alone. */
  List<NewItem> encode(List<NewItem> items) {
    List<FeatureRow> ofTexts =
        encode(items, item -> item.text().filter(text -> !text.isBlank()), texts, "text");
    List<FeatureRow> ofPictures = encode(items, NewItem::picture, pictures, "picture");
    List<NewItem> encoded = new ArrayList<>();
    int text = 0;
    int picture = 0;
    for (NewItem item : items) {
      Map<Modality, FeatureRow> features = new LinkedHashMap<>();
      if (item.text().filter(t -> !t.isBlank()).isPresent()) {
        features.put(Modality.TEXT, ofTexts.get(text++));
      }
      if (item.picture().isPresent()) {
        features.put(Modality.IMAGE, ofPictures.get(picture++));
      }
      for (Modality modality : features.keySet()) {
        if (item.features().containsKey(modality)) {
          throw new UsageException(
              "item '"
                  + item.id()
                  + "' brings features '"
                  + modality
                  + "' and what they are made of");
        }
      }
      encoded.add(item.encoded(features));
    }
    return encoded;
  }

  private static <T> List<FeatureRow> encode(
      List<NewItem> items,
      Function<NewItem, Optional<T>> part,
      @Nullable ContentModel<T> model,
      String what) {
    List<T> contents = items.stream().map(part).flatMap(Optional::stream).toList();
    if (contents.isEmpty()) {
      return List.of();
    }
    if (model == null) {
      String item =
          items.stream().filter(i -> part.apply(i).isPresent()).findFirst().orElseThrow().id();
      throw new UsageException(
          "item '"
              + item
              + "' brings a "
              + what
              + ", and the catalogue has no encoder for it; set one in its builder, or bring features");
    }
    return model.encode(contents);
  }

  @Override
  public void close() {
    if (texts != null) {
      texts.close();
    }
    if (pictures != null) {
      pictures.close();
    }
  }
}
