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

  private Origins() {}

  /** The place with a colon and a space behind it, or nothing where there is none. */
  static String of(@Nullable ConfigValue value) {
    return value == null ? "" : describe(value) + ": ";
  }

  /** The place of a value; of an object, that of its first leaf. */
  static String describe(ConfigValue value) {
    ConfigValue leaf = value;
    while (leaf instanceof ConfigObject object && !object.isEmpty()) {
      ConfigValue first = null;
      for (ConfigValue child : object.values()) {
        if (first == null || child.origin().lineNumber() < first.origin().lineNumber()) {
          first = child;
        }
      }
      if (first == null) {
        break;
      }
      leaf = first;
    }
    return describe(leaf.origin());
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
