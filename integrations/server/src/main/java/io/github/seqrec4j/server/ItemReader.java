package io.github.seqrec4j.server;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.runtime.NewItem;
import io.github.seqrec4j.server.Problem.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Makes changes of items of JSON, for one model as it is at one time. */
final class ItemReader {

  private static final String ITEMS = "items";
  private static final List<String> ITEM_KEYS = List.of("item", "title", "text", "features");

  private final ItemSearch items;
  private final Map<String, ModalitySchema> modalities = new LinkedHashMap<>();
  private final boolean encodesTexts;
  private final int maximum;

  /**
   * A reader.
   *
   * @param encodesTexts whether an item may bring its text
   */
  ItemReader(ServerSpec spec, ServedModel.Now now, boolean encodesTexts) {
    items = now.items();
    this.encodesTexts = encodesTexts;
    maximum = spec.maxChangeBytes(); // the body's length limits it
    for (ModalitySchema schema : now.model().origin().items().modalities()) {
      if (!schema.modality().equals(Modality.ID)) {
        modalities.put(schema.modality().name(), schema);
      }
    }
  }

  /** Items to add or replace. */
  List<NewItem> newItems(byte[] body) {
    Set<String> seen = new HashSet<>();
    return list(body, json -> newItem(json, seen));
  }

  /** Items that there are. */
  List<String> known(byte[] body) {
    return known(body, (all, row) -> true);
  }

  /** Items that the bundle has. */
  List<String> stored(byte[] body) {
    return known(body, ItemSearch::isStored);
  }

  private List<String> known(byte[] body, BiPredicate<ItemSearch, Integer> passes) {
    return list(
        body,
        json -> {
          String where = json.where();
          String id = json.text();
          int row = items.row(id);
          if (row == 0) {
            throw Problem.refusal(
                Kind.UNKNOWN_ITEM,
                "no item '" + StrictJson.cut(id) + "' is known",
                where,
                "leave it out; one that was added and retired is put again");
          }
          if (!passes.test(items, row)) {
            throw Problem.refusal(
                Kind.UNKNOWN_ITEM,
                "the bundle has no item '" + StrictJson.cut(id) + "', it was added",
                where,
                "leave it out; it is not retired");
          }
          return id;
        });
  }

  private <T> List<T> list(byte[] body, java.util.function.Function<StrictJson, T> element) {
    List<T> all = new ArrayList<>();
    StrictJson.read(
        body,
        json -> {
          json.object(
              List.of(ITEMS), key -> all.addAll(json.list(maximum, () -> element.apply(json))));
          return true;
        });
    if (all.isEmpty()) {
      throw Problem.refusal(
          Kind.REFUSED, "there is no item", "$." + ITEMS, "give a list of at least one");
    }
    return all;
  }

  /** An item while it is read. */
  private static final class Parts {
    private @Nullable String item;
    private @Nullable String title;
    private @Nullable String text;
    private final Map<Modality, FeatureRow> features = new LinkedHashMap<>();
  }

  private NewItem newItem(StrictJson json, Set<String> seen) {
    String where = json.where();
    Parts parts = new Parts();
    json.object(
        ITEM_KEYS,
        key -> {
          switch (key) {
            case "item" -> parts.item = id(json, seen);
            case "title" -> parts.title = json.text();
            case "text" -> parts.text = text(json);
            default -> features(json, parts.features); // the last key
          }
        });
    if (parts.item == null) {
      throw Problem.refusal(
          Kind.REFUSED, "the item has no identifier", where, "give it under 'item'");
    }
    if (parts.text != null && parts.features.containsKey(Modality.TEXT)) {
      throw Problem.refusal(
          Kind.REFUSED, "it brings features of its text, and the text", where, "give one of both");
    }
    if (parts.features.isEmpty() && (parts.text == null || parts.text.isBlank())) {
      throw Problem.refusal(
          Kind.REFUSED,
          "it brings no features, by which alone a new item is known",
          where + ".features",
          "give those of " + modalities.keySet());
    }
    NewItem item = NewItem.of(parts.item);
    if (parts.title != null && !parts.title.isBlank()) {
      item = item.title(parts.title);
    }
    if (parts.text != null) {
      item = item.text(parts.text);
    }
    for (Map.Entry<Modality, FeatureRow> one : parts.features.entrySet()) {
      item = item.features(one.getKey(), one.getValue());
    }
    return item;
  }

  private static String id(StrictJson json, Set<String> seen) {
    String where = json.where();
    String id = json.text();
    if (id.isBlank()) {
      throw Problem.refusal(Kind.REFUSED, "it is blank", where, "give an identifier");
    }
    if (!seen.add(id)) {
      throw Problem.refusal(
          Kind.REFUSED,
          "item '" + StrictJson.cut(id) + "' is there twice",
          where,
          "give each item once");
    }
    return id;
  }

  private String text(StrictJson json) {
    if (!encodesTexts) {
      throw json.refused(
          "this server has no encoder for texts",
          "give features.text, or start it with one, as in ./seqrec serve --encode-texts");
    }
    return json.text();
  }

  private void features(StrictJson json, Map<Modality, FeatureRow> features) {
    json.object(
        List.copyOf(modalities.keySet()),
        name -> {
          ModalitySchema schema = modalities.get(name);
          if (schema == null) {
            throw new UsageException(
                "no modality '" + name + "'" + Names.suggestion(name, modalities.keySet()));
          }
          features.put(schema.modality(), row(json, schema));
        });
  }

  /** A list of numbers for one vector, or one of such lists for tokens. */
  private static FeatureRow row(StrictJson json, ModalitySchema schema) {
    String where = json.where();
    float[] values;
    int tokens = 1;
    if (schema.tokens() == 1) {
      values = json.floats(schema.width());
    } else {
      List<float[]> rows = json.list(schema.tokens(), () -> json.floats(schema.width()));
      tokens = rows.size();
      values = new float[schema.tokens() * schema.width()];
      for (int t = 0; t < tokens; t++) {
        System.arraycopy(rows.get(t), 0, values, t * schema.width(), schema.width());
      }
    }
    FeatureRow row = FeatureRow.tokens(values, tokens);
    if (row.isEmpty()) {
      throw Problem.refusal(
          Kind.REFUSED,
          "there is nothing but zeros, which say that an item lacks it",
          where,
          "leave it out, or send what the encoder of the training makes");
    }
    return row;
  }
}
