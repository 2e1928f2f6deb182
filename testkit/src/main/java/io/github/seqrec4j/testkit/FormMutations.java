package io.github.seqrec4j.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.Internal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Changes files at random along their form, as forgery does where {@link Mutations} is damage: a
 * value or key of JSON, the header of safetensors under its right length, lines and numbers of
 * text.
 */
@Internal
public final class FormMutations {

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private static final List<String> VALUES =
      List.of(
          "null",
          "-1",
          "0",
          "1",
          "3",
          "1e99",
          "0.5",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "99999999999999999999",
          "\"\"",
          "\"x\"",
          "\"../x\"",
          "\"HERE\"",
          "\"F16\"",
          "[]",
          "[[1]]",
          "{}",
          "true");

  private FormMutations() {}

  /**
   * A changed copy.
   *
   * @param name of the file, the ending of which tells its form
   * @param bytes of that form, at least one
   */
  public static byte[] of(String name, byte[] bytes, Random random) {
    if (name.endsWith(".safetensors")) {
      return safeTensors(bytes, random);
    }
    String text = text(bytes);
    return bytes(name.endsWith(".json") && isJson(text) ? json(text, random) : lines(text, random));
  }

  /** JSON with another value of one key or place at any depth, or without it, or it twice. */
  public static String json(String text, Random random) {
    JsonElement all = JsonParser.parseString(text);
    JsonElement part = all;
    while (true) {
      if (part instanceof JsonObject object && !object.isEmpty()) {
        List<String> keys = new ArrayList<>(object.keySet());
        String key = keys.get(random.nextInt(keys.size()));
        if (isFull(object.get(key)) && random.nextInt(4) > 0) {
          part = object.get(key);
          continue;
        }
        switch (random.nextInt(5)) {
          case 0 -> object.remove(key);
          case 1 -> object.add(keys.get(random.nextInt(keys.size())), object.get(key).deepCopy());
          default -> object.add(key, value(random));
        }
      } else if (part instanceof JsonArray array && !array.isEmpty()) {
        int place = random.nextInt(array.size());
        if (isFull(array.get(place)) && random.nextInt(4) > 0) {
          part = array.get(place);
          continue;
        }
        switch (random.nextInt(4)) {
          case 0 -> array.remove(place);
          case 1 -> array.add(array.get(place).deepCopy());
          default -> array.set(place, value(random));
        }
      } else {
        all = value(random);
      }
      return all.toString();
    }
  }

  /** Some files of this ending have a document on each line. */
  private static boolean isJson(String text) {
    try {
      return JsonParser.parseString(text) != null;
    } catch (JsonParseException e) {
      return false;
    }
  }

  private static boolean isFull(JsonElement element) {
    return (element instanceof JsonObject object && !object.isEmpty())
        || (element instanceof JsonArray array && !array.isEmpty());
  }

  private static JsonElement value(Random random) {
    return JsonParser.parseString(VALUES.get(random.nextInt(VALUES.size())));
  }

  /** The header's length in 8 bytes, the header as JSON, numbers. */
  private static byte[] safeTensors(byte[] bytes, Random random) {
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int end = Long.BYTES + length;
    byte[] header = bytes(json(text(Arrays.copyOfRange(bytes, Long.BYTES, end)), random));
    return ByteBuffer.allocate(Long.BYTES + header.length + bytes.length - end)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(bytes, end, bytes.length - end)
        .array();
  }

  /** A line gone, twice, or in another's place, or another number. */
  private static String lines(String text, Random random) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int line = random.nextInt(lines.size());
    switch (random.nextInt(5)) {
      case 0 -> lines.remove(line);
      case 1 -> lines.add(line, lines.get(line));
      case 2 -> Collections.swap(lines, line, random.nextInt(lines.size()));
      default -> {
        return number(text, random);
      }
    }
    return lines.isEmpty() || lines.equals(List.of("")) ? "\n" : String.join("\n", lines);
  }

  private static String number(String text, Random random) {
    List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
    String value = VALUES.get(random.nextInt(VALUES.size()));
    if (numbers.isEmpty()) {
      return text + value;
    }
    MatchResult one = numbers.get(random.nextInt(numbers.size()));
    return text.substring(0, one.start()) + value + text.substring(one.end());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
