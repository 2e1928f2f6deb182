package io.github.seqrec4j.imports;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line that holds a JSON object, of which a few keys are wanted. */
final class JsonLine {

  private static final Pattern COLUMN = Pattern.compile("at line \\d+ column (\\d+)");

  private final Map<String, JsonElement> values;

  private JsonLine(Map<String, JsonElement> values) {
    this.values = values;
  }

  /**
   * Reads a line of JSON (RFC 8259, nothing lenient), or of a dictionary as Python prints it.
   *
   * @param wanted keys whose values are kept; of a key that is there twice the last counts
   * @throws RejectedRecord if it is neither
   */
  static JsonLine read(String line, Set<String> wanted) throws RejectedRecord {
    String json = PythonLiteral.isLikely(line) ? PythonLiteral.toJson(line) : line;
    Map<String, JsonElement> values = new HashMap<>();
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      reader.beginObject();
      while (reader.hasNext()) {
        String key = reader.nextName();
        if (wanted.contains(key)) {
          values.put(key, JsonParser.parseReader(reader));
        } else {
          reader.skipValue();
        }
      }
      reader.endObject();
      JsonToken unused = reader.peek(); // throws where something follows
      return new JsonLine(values);
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw malformed(line, reason(e));
    } catch (JsonParseException e) {
      throw malformed(line, reason(e.getCause() instanceof Exception cause ? cause : e));
    } catch (IOException e) {
      throw new UncheckedIOException("a string is read from memory", e);
    }
  }

  private static RejectedRecord malformed(String line, String reason) {
    return new RejectedRecord(
        "not a JSON object: "
            + reason
            + ": '"
            + FieldTexts.shown(line)
            + "'; expected one per line");
  }

  /** Where the parser stopped; its own words are advice to programmers. */
  private static String reason(Exception e) {
    Matcher place = COLUMN.matcher(String.valueOf(e.getMessage()));
    return e instanceof EOFException
        ? "it ends too early"
        : place.find() ? "malformed at column " + place.group(1) : "malformed";
  }

  /**
   * A text or number that must be there.
   *
   * @throws RejectedRecord if it is not
   */
  String required(String key) throws RejectedRecord {
    JsonElement value = values.get(key);
    if (value == null || !value.isJsonPrimitive()) {
      throw new RejectedRecord(
          "no text or number under '"
              + key
              + "'"
              + (value == null ? "" : " but " + FieldTexts.shown(value.toString()))
              + "; expected one");
    }
    return value.getAsString();
  }

  /** All text under a key, apart by a separator; empty where there is none. */
  String text(String key, String separator) {
    JsonElement value = values.get(key);
    List<String> texts = new ArrayList<>();
    if (value != null) {
      collect(value, texts);
    }
    return String.join(separator, texts);
  }

  /** Lists of a list, each joined, apart by a bar: the paths through a tree of categories. */
  String paths(String key) {
    JsonElement value = values.get(key);
    if (!(value instanceof JsonArray array) || array.isEmpty() || !array.get(0).isJsonArray()) {
      return text(key, " > ");
    }
    List<String> paths = new ArrayList<>();
    for (JsonElement each : array) {
      List<String> path = new ArrayList<>();
      collect(each, path);
      paths.add(String.join(" > ", path));
    }
    return String.join(" | ", paths);
  }

  /** The first of these keys with text under it, in the first object of a list or by itself. */
  String firstText(String key, List<String> inner) {
    JsonElement value = values.get(key);
    JsonElement first = value instanceof JsonArray array && !array.isEmpty() ? array.get(0) : value;
    if (first instanceof JsonObject object) {
      for (String name : inner) {
        JsonElement found = object.get(name);
        if (found != null && found.isJsonPrimitive()) {
          return found.getAsString();
        }
      }
      return "";
    }
    return first != null && first.isJsonPrimitive() ? first.getAsString() : "";
  }

  private static void collect(JsonElement value, List<String> texts) {
    if (value instanceof JsonArray array) {
      array.forEach(each -> collect(each, texts));
    } else if (value.isJsonPrimitive() && !value.getAsString().isBlank()) {
      texts.add(value.getAsString());
    }
  }
}
