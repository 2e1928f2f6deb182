package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ItemColumns;
import io.github.seqrec4j.encode.Contents.Found;
import io.github.seqrec4j.encode.Contents.Present;
import io.github.seqrec4j.encode.Contents.Unreadable;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Encodes the texts and pictures of some items at once, in memory, as for a whole catalogue. */
@Internal
public final class ItemContents {

  /** In a template it stands for the title column, whatever its name. */
  private static final String TITLE = "title";

  private ItemContents() {}

  private static String column(String name, DataSpec data) {
    return name.equals(TITLE) ? data.titleColumn() : name;
  }

  /** Columns of the items file that a text is made of. */
  public static Set<String> columns(DataSpec data, TextFeatures text) {
    Set<String> columns = new LinkedHashSet<>();
    TextTemplate.parse(text.template()).columns().forEach(name -> columns.add(column(name, data)));
    return columns;
  }

  /** The text of each item. */
  static List<String> texts(ItemColumns items, DataSpec data, TextFeatures text) {
    TextTemplate template = TextTemplate.parse(text.template());
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < items.ids().size(); i++) {
      int item = i;
      texts.add(
          template.render(
              name -> {
                String value = items.value(column(name, data), item);
                return text.clean() ? TextCleaning.clean(value) : value;
              }));
    }
    return texts;
  }

  /**
   * Features of the texts of items, by item; one without text is not there.
   *
   * @param items with the {@link #columns} of the text
   * @throws UsageException if the encoder learns from all texts of a catalogue
   * @throws DataException if its model cannot be used
   */
  public static Map<String, FeatureRow> encodeTexts(
      ItemColumns items, DataSpec data, TextFeatures text) {
    if (text.encoder().learns()) {
      throw new UsageException(
          "text encoder '"
              + text.encoder().type()
              + "' learns from the texts of a catalogue, and its numbers mean something else for"
              + " another: give the features that it makes of all texts together");
    }
    ItemTexts contents = new ItemTexts("items", texts(items, data, text), text.clean());
    try (ContentModel<String> model = text.encoder().open(List.of())) {
      return encode(items.ids(), contents, model);
    }
  }

  /**
   * Features of the pictures of items, by item; one without picture is not there.
   *
   * @param folder of pictures that are named after their items
   * @throws DataException if there is no such folder, or a picture or the model cannot be used
   */
  public static Map<String, FeatureRow> encodePictures(
      List<String> ids, Path folder, ImageEncoder encoder) {
    PictureFiles pictures = new PictureFiles(folder);
    pictures.checkNames(ids);
    try (ContentModel<BufferedImage> model = encoder.open()) {
      return encode(ids, new Images(ids, folder, pictures), model);
    }
  }

  private static <T> Map<String, FeatureRow> encode(
      List<String> ids, Contents<T> contents, ContentModel<T> model) {
    Map<String, FeatureRow> rows = new LinkedHashMap<>();
    List<String> side = new ArrayList<>();
    List<T> together = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Found<T> found = contents.load(i);
      if (found instanceof Unreadable<T> unreadable) {
        throw new DataException(unreadable.reason() + "; replace or remove it");
      }
      if (found instanceof Present<T> present) {
        side.add(ids.get(i));
        together.add(present.content());
      }
      if (together.size() == contents.side() || (i + 1 == ids.size() && !together.isEmpty())) {
        List<FeatureRow> encoded = model.encode(together);
        for (int n = 0; n < side.size(); n++) {
          rows.put(side.get(n), encoded.get(n));
        }
        side.clear();
        together.clear();
      }
    }
    return rows;
  }
}
