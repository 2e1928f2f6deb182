package io.github.seqrec4j.api.files;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import io.github.seqrec4j.api.Internal;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into records and holds it to them: every component is there and none is null unless it
 * says {@link Nullable}, in records within records, lists and maps too. The parser by itself leaves
 * null or 0 where a key is missing.
 */
@Internal
public final class JsonRecords {

  private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  private JsonRecords() {}

  /**
   * The record of a text. Keys that it does not have are passed over.
   *
   * @throws RuntimeException of any kind, as parsers and constructors throw them, if the text is no
   *     JSON, or lacks something, or has a value of another kind or out of range; call it within
   *     {@link FileBoundary#read}
   */
  public static <T extends Record> T parse(String text, Class<T> type) {
    JsonElement json = GSON.fromJson(text, JsonElement.class);
    checkRecord("", json, type);
    return GSON.fromJson(json, type);
  }

  private static void checkRecord(String at, @Nullable JsonElement json, Class<?> type) {
    JsonObject object = as(JsonObject.class, "object", at, json);
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      AnnotatedType of = component.getAnnotatedType();
      JsonElement value = object.get(name);
      if (value != null && !value.isJsonNull()) {
        check(at + (at.isEmpty() ? "" : ".") + name, value, of);
      } else if (!of.isAnnotationPresent(Nullable.class)) {
        throw new JsonParseException(
            "no '" + name + "'" + (at.isEmpty() ? "" : " in '" + at + "'"));
      }
    }
  }

  private static void check(String at, @Nullable JsonElement json, AnnotatedType annotated) {
    Class<?> type = rawType(annotated);
    if (type.isRecord()) {
      checkRecord(at, json, type);
    } else if (Map.class.isAssignableFrom(type)) {
      for (Map.Entry<String, JsonElement> entry :
          as(JsonObject.class, "object", at, json).entrySet()) {
        check(at + "." + entry.getKey(), entry.getValue(), argument(annotated, 1));
      }
    } else if (List.class.isAssignableFrom(type)) {
      int index = 0;
      for (JsonElement element : as(JsonArray.class, "list", at, json)) {
        check(at + "[" + index++ + "]", element, argument(annotated, 0));
      }
    } else if (type == JsonObject.class) {
      as(JsonObject.class, "object", at, json);
    } else {
      JsonPrimitive value = as(JsonPrimitive.class, "text, number or truth value", at, json);
      if (type.isEnum() && !isConstant(type, value.getAsString())) {
        throw new JsonParseException("'" + value.getAsString() + "' is no value of '" + at + "'");
      }
    }
  }

  private static boolean isConstant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static <E extends JsonElement> E as(
      Class<E> kind, String words, String at, @Nullable JsonElement json) {
    if (!kind.isInstance(json)) {
      throw new JsonParseException(
          (at.isEmpty() ? "it" : "'" + at + "'") + " must be of the kind: " + words);
    }
    return kind.cast(json);
  }

  private static Class<?> rawType(AnnotatedType annotated) {
    return annotated.getType() instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) annotated.getType();
  }

  private static AnnotatedType argument(AnnotatedType annotated, int index) {
    return ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[index];
  }
}
