package io.github.seqrec4j.api.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.github.seqrec4j.api.Component;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What records refuse, told with the place where the refused option was written. */
final class Refusals {

  private final String description;
  private final List<String> problems;

  /**
   * @param description of the whole configuration, where nothing of an option was written
   * @param problems to which refusals are added
   */
  Refusals(String description, List<String> problems) {
    this.description = description;
    this.problems = problems;
  }

  /**
   * A record refused its options: the message begins with the option's name where it can, and goes
   * on with the message of that part where it refused in the name of a part.
   */
  void add(
      String message,
      List<RecordOption> options,
      @Nullable Object[] arguments,
      String path,
      ConfigObject object) {
    for (int i = 0; i < arguments.length; i++) {
      RecordOption option = options.get(i);
      String name = option.component().getName();
      if (!message.matches("(?s)" + name + "\\b.*")) {
        continue;
      }
      String rest = message.substring(name.length());
      String at = path + "." + option.key();
      ConfigValue value = Binder.at(object, option.key());
      if (rest.startsWith(": ") && arguments[i] instanceof Record part) {
        refusedPart(rest.substring(2), part, at, value);
      } else {
        problems.add(place(value, object, at) + rest);
      }
      return;
    }
    problems.add(place(null, object, path) + ": " + message);
  }

  private void refusedPart(String message, Record part, String path, @Nullable ConfigValue value) {
    String at = path;
    ConfigValue inner = value;
    if (part instanceof Component component) {
      at += "." + component.type();
      inner = value instanceof ConfigObject object ? Binder.at(object, component.type()) : null;
    }
    List<RecordOption> options = RecordOption.of(part.getClass());
    Object[] arguments = options.stream().map(option -> option.in(part)).toArray();
    ConfigObject written =
        inner instanceof ConfigObject object ? object : ConfigFactory.empty().root();
    add(message, options, arguments, at, written);
  }

  /**
   * Where a user wrote the value, or else anything of the object, or else the whole; and its path.
   */
  private String place(@Nullable ConfigValue value, ConfigObject object, String path) {
    ConfigValue written = value == null ? null : Origins.written(value);
    if (written == null && !object.isEmpty()) {
      written = Origins.written(object);
    }
    return written == null ? description + ": " + path : Origins.at(written, path);
  }
}
