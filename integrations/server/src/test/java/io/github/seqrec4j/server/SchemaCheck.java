package io.github.seqrec4j.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/** Checks JSON against as much of JSON Schema as our description uses. */
record SchemaCheck(JsonObject api) {

  /** What does not fit, each with its path. */
  List<String> problems(JsonElement schema, JsonElement json) {
    List<String> problems = new ArrayList<>();
    check("$", schema.getAsJsonObject(), json, problems);
    return problems;
  }

  private void check(String at, JsonObject schema, JsonElement json, List<String> problems) {
    if (schema.has("$ref")) {
      JsonObject named = api;
      for (String part : schema.get("$ref").getAsString().substring(2).split("/", -1)) {
        named = named.getAsJsonObject(part);
      }
      check(at, named, json, problems);
      return;
    }
    if (schema.has("oneOf")) {
      long fit =
          schema.getAsJsonArray("oneOf").asList().stream()
              .filter(one -> problems(one, json).isEmpty())
              .count();
      if (fit != 1) {
        problems.add(at + " fits " + fit + " of oneOf");
      }
      return;
    }
    if (!isOf(schema.get("type").getAsString(), json)) {
      problems.add(at + " is no " + schema.get("type"));
      return;
    }
    if (schema.has("enum") && !schema.getAsJsonArray("enum").contains(json)) {
      problems.add(at + " is none of " + schema.get("enum"));
    }
    if (json instanceof JsonObject object) {
      checkObject(at, schema, object, problems);
    } else if (json instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        check(at + "[" + i + "]", schema.getAsJsonObject("items"), array.get(i), problems);
      }
    }
  }

  private void checkObject(String at, JsonObject schema, JsonObject json, List<String> problems) {
    JsonObject properties =
        schema.has("properties") ? schema.getAsJsonObject("properties") : new JsonObject();
    if (schema.has("required")) {
      for (JsonElement key : schema.getAsJsonArray("required")) {
        if (!json.has(key.getAsString())) {
          problems.add(at + " lacks " + key);
        }
      }
    }
    for (String key : json.keySet()) {
      JsonElement more = schema.get("additionalProperties");
      if (properties.has(key)) {
        check(at + "." + key, properties.getAsJsonObject(key), json.get(key), problems);
      } else if (more instanceof JsonObject each) {
        check(at + "." + key, each, json.get(key), problems);
      } else if (more != null) {
        problems.add(at + " has " + key + " too");
      }
    }
  }

  private static boolean isOf(String type, JsonElement json) {
    return switch (type) {
      case "object" -> json.isJsonObject();
      case "array" -> json.isJsonArray();
      case "string" -> json instanceof JsonPrimitive p && p.isString();
      case "number" -> json instanceof JsonPrimitive p && p.isNumber();
      case "boolean" -> json instanceof JsonPrimitive p && p.isBoolean();
      case "integer" -> json instanceof JsonPrimitive p && p.getAsString().matches("-?\\d+");
      default -> throw new IllegalArgumentException(type);
    };
  }
}
