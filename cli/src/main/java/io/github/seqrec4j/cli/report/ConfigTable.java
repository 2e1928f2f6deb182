package io.github.seqrec4j.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import org.jsoup.nodes.Element;

/** The resolved configuration, one row per option. */
final class ConfigTable {

  private ConfigTable() {}

  /** Appends a row per leaf, with the whole key. */
  static void fill(Element table, String prefix, JsonObject config) {
    for (Map.Entry<String, JsonElement> entry : config.entrySet()) {
      String key = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
      if (entry.getValue() instanceof JsonObject inner) {
        fill(table, key, inner);
      } else {
        DefinitionTable.row(table, key, text(entry.getValue()));
      }
    }
  }

  /** The value at a path of keys, or {@link Numbers#NONE} where the configuration has none. */
  static String value(JsonObject config, String... path) {
    JsonElement value = config;
    for (String key : path) {
      if (!(value instanceof JsonObject object) || !object.has(key)) {
        return Numbers.NONE;
      }
      value = object.get(key);
    }
    return text(value);
  }

  private static String text(JsonElement value) {
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }
}
