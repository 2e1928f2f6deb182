package io.github.seqrec4j.api.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Names;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Binds configuration values to records. Problems are collected, not thrown; what has a problem
 * binds to null, and what contains it is not constructed.
 */
final class Binder {

  private static final String TYPE = "type";

  private final String description;
  private final List<String> problems;
  private final Scalars scalars;
  private final Refusals refusals;

  Binder(String description, List<String> problems) {
    this.description = description;
    this.problems = problems;
    scalars = new Scalars(problems);
    refusals = new Refusals(description, problems);
  }

  /**
   * The spec at the root, and a check of the sections that stand beside its keys.
   *
   * @param sections types by key
   */
  <T extends Record> @Nullable T bindRoot(
      String root,
      Class<T> type,
      Map<String, Class<? extends Record>> sections,
      @Nullable ConfigValue value) {
    if (value == null) {
      problems.add(description + ": no object '" + root + "'; everything stands in it");
      return null;
    }
    ConfigObject object = object(root, value);
    if (object == null) {
      return null;
    }
    List<String> known = new ArrayList<>(RecordOption.keys(type));
    known.addAll(sections.keySet());
    unknownKeys(root, object, known);
    sections.forEach(
        (key, section) -> {
          if (object.containsKey(key)) {
            bindSection(root + "." + key, section, at(object, key));
          }
        });
    return type.cast(fields(type, RecordOption.defaults(type), root, object));
  }

  /** A record at a path; with its defaults where there is no value. */
  <T extends Record> @Nullable T bindSection(
      String path, Class<T> type, @Nullable ConfigValue value) {
    return type.cast(record(type, RecordOption.defaults(type), path, value));
  }

  /** A record from an object; keys that are not there keep their defaults. */
  private @Nullable Object record(
      Class<?> type, @Nullable Object defaults, String path, @Nullable ConfigValue value) {
    ConfigObject object = object(path, value);
    if (object == null) {
      return null;
    }
    unknownKeys(path, object, RecordOption.keys(type));
    return type.isRecord() ? fields(type, defaults, path, object) : defaults;
  }

  /** Records from a list of objects, each with its own defaults. */
  private @Nullable Object records(Class<?> type, String path, ConfigValue value) {
    if (!(value instanceof ConfigList list)) {
      problems.add(Scalars.expected(value, path, "a list of objects [{ ... }]"));
      return null;
    }
    List<Object> bound = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Binder element = new Binder(Origins.describe(list.get(i)), problems); // which has a line
      Object item =
          element.record(type, RecordOption.defaults(type), path + "[" + i + "]", list.get(i));
      if (item != null) {
        bound.add(item);
      }
    }
    return bound.size() == list.size() ? bound : null;
  }

  private @Nullable ConfigObject object(String path, @Nullable ConfigValue value) {
    if (value == null) {
      return ConfigFactory.empty().root();
    }
    if (value instanceof ConfigObject object) {
      return object;
    }
    problems.add(Scalars.expected(value, path, "an object { ... }"));
    return null;
  }

  private void unknownKeys(String path, ConfigObject object, Collection<String> known) {
    Set<String> unknown = new TreeSet<>(object.keySet());
    unknown.removeAll(known);
    // The reference may describe components of modules that an application left out.
    unknown.removeIf(key -> isReference(object.get(key)));
    for (String key : unknown) {
      problems.add(
          Origins.of(object.get(key))
              + "unknown key '"
              + key
              + "' in "
              + path
              + Names.suggestion(key, known));
    }
  }

  private static boolean isReference(@Nullable ConfigValue value) {
    return value != null && Origins.written(value) == null;
  }

  private @Nullable Object fields(
      Class<?> type, @Nullable Object defaults, String path, ConfigObject object) {
    List<RecordOption> options = RecordOption.of(type);
    Object[] arguments = new Object[options.size()];
    int before = problems.size();
    for (int i = 0; i < arguments.length; i++) {
      RecordOption option = options.get(i);
      Object standard = defaults == null ? null : option.in(defaults);
      if (option.inline()) {
        Object inherited = standard == null ? RecordOption.defaults(option.rawType()) : standard;
        arguments[i] = fields(option.rawType(), inherited, path, object);
      } else {
        ConfigValue value = at(object, option.key());
        arguments[i] = field(option, standard, defaults != null, path + "." + option.key(), value);
      }
    }
    return problems.size() > before ? null : construct(type, options, arguments, path, object);
  }

  private @Nullable Object field(
      RecordOption option,
      @Nullable Object standard,
      boolean hasDefault,
      String path,
      @Nullable ConfigValue value) {
    Class<?> type = option.rawType();
    if (option.isComponent()) {
      return component(option, standard, path, value);
    }
    if (type.isRecord() && !Scalars.isText(type)) {
      return record(type, standard == null ? RecordOption.defaults(type) : standard, path, value);
    }
    if (value != null) {
      Class<?> listed = option.listed();
      return listed != null
          ? records(listed, path, value)
          : scalars.bind(option.genericType(), path, value);
    }
    if (hasDefault) {
      return standard;
    }
    if (!option.option().defaultValue().isEmpty()) {
      String text = "value = " + option.option().defaultValue();
      return scalars.bind(
          option.genericType(), path, ConfigFactory.parseString(text).getValue("value"));
    }
    problems.add(description + ": missing key " + path + ": " + option.option().value());
    return null;
  }

  /** The component that {@code type} names; the options of all others are checked as well. */
  private @Nullable Object component(
      RecordOption option, @Nullable Object standard, String path, @Nullable ConfigValue value) {
    ConfigObject object = object(path, value);
    if (object == null) {
      return null;
    }
    Components<?> known = Components.of(option.rawType().asSubclass(Component.class));
    List<String> keys = new ArrayList<>(known.names());
    keys.add(TYPE);
    unknownKeys(path, object, keys);
    String chosen = standard instanceof Component c ? c.type() : option.option().defaultType();
    ConfigValue given = at(object, TYPE);
    boolean legible = true;
    if (given != null) {
      Object text = scalars.bind(String.class, path + "." + TYPE, given);
      legible = text != null; // else it is among the problems
      chosen = text == null ? "" : (String) text;
    }
    if (legible && !known.names().contains(chosen)) {
      if (chosen.isEmpty() && given == null) {
        problems.add(
            description
                + ": missing key "
                + path
                + ".type; known: "
                + String.join(", ", known.names()));
      } else {
        problems.add(
            Origins.at(given, path + ".type")
                + ": unknown "
                + option.key()
                + " '"
                + chosen
                + "'"
                + Names.suggestion(chosen, known.names()));
      }
    }
    Object active = null;
    for (Component registered : known.all()) {
      String name = registered.type();
      ConfigValue options = at(object, name);
      if (name.equals(chosen) || options != null) {
        Object defaults =
            standard instanceof Component c && c.type().equals(name) ? standard : registered;
        Object bound = record(registered.getClass(), defaults, path + "." + name, options);
        active = name.equals(chosen) ? bound : active;
      }
    }
    return active;
  }

  private @Nullable Object construct(
      Class<?> type,
      List<RecordOption> options,
      @Nullable Object[] arguments,
      String path,
      ConfigObject object) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        refusals.add(String.valueOf(refused.getMessage()), options, arguments, path, object);
        return null;
      }
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      if (e.getCause() instanceof Error failed) { // such as a plug-in that does not link
        throw failed;
      }
      throw new IllegalStateException("cannot create " + type.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot create " + type.getName(), e);
    }
  }

  /** The value at a key; null where there is none, or HOCON's null, which takes one back. */
  static @Nullable ConfigValue at(ConfigObject object, String key) {
    ConfigValue value = object.get(key);
    return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
  }
}
