package io.github.seqrec4j.api.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.github.seqrec4j.api.Names;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values without keys: numbers, truth values, text, enumeration constants in kebab-case, types
 * written as text (those with a static {@code parse(String)}), {@link Settings} and {@link
 * SettingValue}, and lists of these. * A value of another type is a problem, never converted.
 */
final class Scalars {

  private final List<String> problems;

  Scalars(List<String> problems) {
    this.problems = problems;
  }

  /** Whether values of this type are written as text and read by its {@code parse}. */
  static boolean isText(Class<?> type) {
    return parser(type) != null;
  }

  private static @Nullable Method parser(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getName().equals("parse") && Modifier.isStatic(m.getModifiers()))
        .filter(m -> Arrays.equals(m.getParameterTypes(), new Class<?>[] {String.class}))
        .filter(m -> m.getReturnType().equals(type))
        .findFirst()
        .orElse(null);
  }

  /** "place: path: expected x, got y". */
  static String expected(@Nullable ConfigValue value, String path, String what) {
    String got = value == null ? "nothing" : value.render(ConfigRenderOptions.concise());
    return Origins.at(value, path) + ": expected " + what + ", got " + got;
  }

  /** The value, or null with a problem noted. */
  @Nullable Object bind(Type type, String path, ConfigValue value) {
    if (type instanceof ParameterizedType list && list.getRawType().equals(List.class)) {
      return list(list.getActualTypeArguments()[0], path, value);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
      return whole(raw, path, value);
    }
    if (raw == double.class || raw == Double.class) {
      return value.unwrapped() instanceof Number number
          ? (Object) number.doubleValue()
          : problem(expected(value, path, "a number"));
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return value.valueType() == ConfigValueType.BOOLEAN
          ? value.unwrapped()
          : problem(expected(value, path, "true or false"));
    }
    if (raw.isEnum()) {
      return constant(raw, path, value);
    }
    if (raw == SettingValue.class) {
      return new SettingValue(value);
    }
    if (raw == Settings.class) {
      return value instanceof ConfigObject object
          ? new Settings(object)
          : problem(expected(value, path, "an object { ... }"));
    }
    if (!(value.unwrapped() instanceof String text)) {
      return problem(expected(value, path, "text, in quotes"));
    }
    if (raw == String.class) {
      return text;
    }
    if (raw == Path.class) {
      return path(path, value, text);
    }
    return parsed(raw, path, value, text);
  }

  private @Nullable Object path(String path, ConfigValue value, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return problem(Origins.at(value, path) + ": no path of files: " + e.getMessage());
    }
  }

  private @Nullable Object whole(Class<?> raw, String path, ConfigValue value) {
    boolean isInt = raw == int.class || raw == Integer.class;
    if (value.unwrapped() instanceof Number number
        && (number instanceof Long
            || number instanceof Integer
            || (number.doubleValue() == Math.rint(number.doubleValue())
                && Math.abs(number.doubleValue()) < 0x1p53))) {
      long whole = number.longValue();
      if (!isInt) {
        return whole;
      }
      if (whole == (int) whole) {
        return (int) whole;
      }
    }
    return problem(
        expected(value, path, isInt ? "a whole number below 2^31 in size" : "a whole number"));
  }

  private @Nullable Object constant(Class<?> raw, String path, ConfigValue value) {
    List<String> names =
        Arrays.stream(raw.getEnumConstants()).map(c -> Names.kebab(((Enum<?>) c).name())).toList();
    if (value.unwrapped() instanceof String text) {
      int at = names.indexOf(text);
      if (at >= 0) {
        return raw.getEnumConstants()[at];
      }
    }
    return problem(
        expected(value, path, names.stream().collect(Collectors.joining(", ", "one of ", ""))));
  }

  private @Nullable Object parsed(Class<?> raw, String path, ConfigValue value, String text) {
    Method parser = parser(raw);
    if (parser == null) {
      throw new IllegalStateException(
          path + ": a configuration cannot hold a " + raw.getName() + "; give it parse(String)");
    }
    try {
      return parser.invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        return problem(Origins.at(value, path) + ": " + refused.getMessage());
      }
      throw new IllegalStateException(path + ": " + raw.getName() + ".parse failed", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(raw.getName() + ".parse must be public", e);
    }
  }

  private @Nullable Object list(Type element, String path, ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      return problem(expected(value, path, "a list [ ... ]"));
    }
    List<Object> bound = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = bind(element, path + "[" + i + "]", list.get(i));
      if (item != null) {
        bound.add(item);
      }
    }
    return bound.size() == list.size() ? bound : null;
  }

  private @Nullable Object problem(String message) {
    problems.add(message);
    return null;
  }
}
