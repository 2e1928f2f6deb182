package io.github.seqrec4j.server;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.server.Problem.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads a body as the JSON of RFC 8259 and nothing else. Keys that are unknown or there twice,
 * other types and values out of range are refused by their path, such as {@code $.history[2].time}.
 */
final class StrictJson {

  /** Deeper than any request. */
  private static final int DEPTH = 16;

  /** Longest piece of a body that an error repeats. */
  private static final int QUOTED = 60;

  private final JsonReader reader;

  private StrictJson(JsonReader reader) {
    this.reader = reader;
  }

  /** What a reader makes of a body that holds one value and no more. */
  static <T> T read(byte[] body, java.util.function.Function<StrictJson, T> value) {
    JsonReader reader = new JsonReader(new StringReader(text(body)));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(DEPTH);
    try {
      T read = value.apply(new StrictJson(reader));
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("more follows the end of the value");
      }
      return read;
    } catch (IOException e) {
      throw broken(e, reader);
    } catch (UncheckedIOException e) {
      throw broken(Objects.requireNonNull(e.getCause(), "has one"), reader);
    }
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.refusal(
          Kind.MALFORMED_REQUEST, "the body is not UTF-8", "body", "send JSON in UTF-8");
    }
  }

  private static Problem.Refusal broken(IOException e, JsonReader reader) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return Problem.refusal(
        Kind.MALFORMED_REQUEST,
        "the body is not JSON: " + message,
        reader.getPath(),
        "send one JSON object; /openapi.json says of what form");
  }

  /** A step of the reader. */
  @FunctionalInterface
  private interface Step<T> {
    T take() throws IOException;
  }

  private static <T> T step(Step<T> step) {
    try {
      return step.take();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin(JsonToken token) {
    step(
        () -> {
          if (token == JsonToken.BEGIN_OBJECT) {
            reader.beginObject();
          } else {
            reader.beginArray();
          }
          return true;
        });
  }

  /** Whether the next value is a list. */
  boolean isList() {
    return step(reader::peek) == JsonToken.BEGIN_ARRAY;
  }

  /** Whether the next value is a string. */
  boolean isText() {
    return step(reader::peek) == JsonToken.STRING;
  }

  /** An object of these keys at most; the consumer reads the value of each. */
  void object(List<String> keys, Consumer<String> field) {
    expect(JsonToken.BEGIN_OBJECT, "an object");
    begin(JsonToken.BEGIN_OBJECT);
    Set<String> seen = new HashSet<>();
    while (step(reader::hasNext)) {
      String key = step(reader::nextName);
      if (!keys.contains(key)) {
        throw refused(
            "unknown key '" + cut(key) + "'" + Names.suggestion(key, keys), "one of " + keys);
      }
      if (!seen.add(key)) {
        throw refused("the key '" + key + "' is there twice", "give it once");
      }
      field.accept(key);
    }
    step(
        () -> {
          reader.endObject();
          return true;
        });
  }

  /** A list of so many elements at most. */
  <T> List<T> list(int maximum, Supplier<T> element) {
    expect(JsonToken.BEGIN_ARRAY, "a list");
    String where = where();
    begin(JsonToken.BEGIN_ARRAY);
    List<T> list = new ArrayList<>();
    while (step(reader::hasNext)) {
      if (list.size() == maximum) {
        throw Problem.refusal(
            Kind.REFUSED,
            "expected at most " + maximum + " elements, got more",
            where,
            "send fewer at a time");
      }
      list.add(element.get());
    }
    step(
        () -> {
          reader.endArray();
          return true;
        });
    return list;
  }

  String text() {
    expect(JsonToken.STRING, "a string");
    return step(reader::nextString);
  }

  /** A whole number within a range. */
  int number(int minimum, int maximum) {
    String range = "a whole number from " + minimum + " to " + maximum;
    String where = where();
    String given = numeral(range);
    if (given.matches("-?\\d{1,9}")) {
      int number = Integer.parseInt(given);
      if (number >= minimum && number <= maximum) {
        return number;
      }
    }
    throw Problem.refusal(
        Kind.REFUSED, "expected " + range + ", got " + cut(given), where, "give one of that range");
  }

  /** A number within a range; the bounds are of it. */
  double decimal(double minimum, double maximum) {
    String where = where();
    String given = numeral("a number");
    double number = Double.parseDouble(given);
    if (!(number >= minimum && number <= maximum)) {
      throw Problem.refusal(
          Kind.REFUSED,
          "expected a number from " + minimum + " to " + maximum + ", got " + cut(given),
          where,
          "give one of that range");
    }
    return number;
  }

  /** A list of so many numbers, as the floats that are nearest. */
  float[] floats(int count) {
    expect(JsonToken.BEGIN_ARRAY, "a list of " + count + " numbers");
    String where = where();
    float[] numbers = new float[count];
    int next = 0;
    begin(JsonToken.BEGIN_ARRAY);
    while (step(reader::hasNext)) {
      String at = where();
      String given = numeral("a number");
      float number = Float.parseFloat(given);
      if (Float.isInfinite(number)) {
        throw Problem.refusal(
            Kind.REFUSED, "too large for a float32: " + cut(given), at, "give a smaller one");
      }
      if (next < count) {
        numbers[next] = number;
      }
      next++;
    }
    step(
        () -> {
          reader.endArray();
          return true;
        });
    if (next != count) {
      throw Problem.refusal(
          Kind.REFUSED,
          "expected " + count + " numbers, as the model was trained on, got " + next,
          where,
          "send what the encoder of the training makes");
    }
    return numbers;
  }

  private String numeral(String what) {
    expect(JsonToken.NUMBER, what);
    return step(reader::nextString);
  }

  /** True or false. */
  boolean flag() {
    expect(JsonToken.BOOLEAN, "true or false");
    return step(reader::nextBoolean);
  }

  /** A constant by its name in lower case. */
  <E extends Enum<E>> E choice(Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    String where = where();
    String given = text();
    int index = names.indexOf(given);
    if (index < 0) {
      throw Problem.refusal(
          Kind.REFUSED,
          "unknown value '" + cut(given) + "'" + Names.suggestion(given, names),
          where,
          "give one of " + names);
    }
    return type.getEnumConstants()[index];
  }

  /** A time with its offset. */
  Instant time() {
    String where = where();
    String given = text();
    try {
      return OffsetDateTime.parse(given).toInstant();
    } catch (DateTimeException e) {
      throw Problem.refusal(
          Kind.REFUSED,
          "expected a time, got '" + cut(given) + "'",
          where,
          "give one such as 2026-01-31T20:00:00Z");
    }
  }

  /** A refusal of what stands here. */
  Problem.Refusal refused(String detail, String fix) {
    return Problem.refusal(Kind.REFUSED, detail, where(), fix);
  }

  /** Path of the value that is read next, or was read last. */
  String where() {
    return reader.getPath();
  }

  private void expect(JsonToken token, String what) {
    JsonToken next = step(reader::peek);
    if (next != token) {
      String got = next.name().toLowerCase(Locale.ROOT).replace("begin_", "").replace('_', ' ');
      throw refused("expected " + what + ", got " + got, "send " + what);
    }
  }

  static String cut(String text) {
    return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
  }
}
