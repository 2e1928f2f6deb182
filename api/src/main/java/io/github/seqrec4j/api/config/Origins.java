package io.github.seqrec4j.api.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Where values were written, in words: {@code arts.conf: 7} or {@code --set a.b}. */
final class Origins {

  /** Description of values given on the command line. */
  static final String SET = "--set ";

  /** The generated file of defaults, on the class path. */
  static final String REFERENCE = "reference.conf";

  private Origins() {}

  /** The place with a colon and a space behind it, or nothing where there is none. */
  static String of(@Nullable ConfigValue value) {
    return value == null ? "" : describe(value) + ": ";
  }

  /**
   * The place of a value and its path, {@code arts.conf: 7: a.b}; once where the place is the path,
   * {@code --set a.b}.
   */
  static String at(@Nullable ConfigValue value, String path) {
    String place = of(value);
    if (place.startsWith(SET)) {
      String key = place.substring(SET.length(), place.length() - 2);
      if (path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[")) {
        return SET + path;
      }
    }
    return place + path;
  }

  /** The place of a value; of an object, that of the first leaf a user wrote. */
  static String describe(ConfigValue value) {
    ConfigValue written = written(value);
    return describe((written == null ? value : written).origin());
  }

  /**
   * The value, or of an object its first leaf, if a user wrote it; null if nothing but the
   * reference says it.
   */
  static @Nullable ConfigValue written(ConfigValue value) {
    if (!(value instanceof ConfigObject object) || object.isEmpty()) {
      return REFERENCE.equals(value.origin().resource()) ? null : value;
    }
    ConfigValue first = null;
    for (ConfigValue child : object.values()) {
      ConfigValue written = written(child);
      if (written != null
          && (first == null || written.origin().lineNumber() < first.origin().lineNumber())) {
        first = written;
      }
    }
    return first;
  }

  private static String describe(ConfigOrigin origin) {
    String text = origin.description();
    if (text.startsWith(SET)) {
      return text.replaceFirst(": \\d+$", "");
    }
    int line = origin.lineNumber();
    String name = origin.resource() != null ? origin.resource() : origin.filename();
    if (name == null) {
      name = text.replaceFirst(": \\d+$", "");
    }
    return line > 0 ? name + ": " + line : name;
  }

  /** The message of a failure of the parser, its place in front. */
  static String message(ConfigException e) {
    String message = String.valueOf(e.getMessage());
    return e.origin() == null || message.startsWith(e.origin().description())
        ? message
        : describe(e.origin()) + ": " + message;
  }
}
