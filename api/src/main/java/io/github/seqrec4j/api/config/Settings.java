package io.github.seqrec4j.api.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.Internal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A part of a configuration whose keys are not known yet, such as what one variant of an experiment
 * changes. It is checked where it is laid over a whole configuration ({@link ConfigSource#with}),
 * and keeps the file and line of each of its values until then.
 */
@Internal
public final class Settings {

  /** No settings. */
  public static final Settings NONE = new Settings(ConfigFactory.empty().root());

  private final ConfigObject object;

  Settings(ConfigObject object) {
    this.object = object;
  }

  /**
   * One setting.
   *
   * @param key a path of keys, such as {@code training.seed}
   * @throws ConfigException if it is no path of names
   */
  public static Settings of(String key, SettingValue value) {
    try {
      return new Settings(value.value().atPath(key).root());
    } catch (com.typesafe.config.ConfigException e) {
      throw new ConfigException(
          List.of(
              Origins.of(value.value())
                  + "'"
                  + key
                  + "' is no path of keys such as training.seed"));
    }
  }

  /** These settings, and where both say something, the others'. */
  public Settings with(Settings others) {
    return new Settings(others.object.withFallback(object));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return object.isEmpty();
  }

  /**
   * Each value by its path of keys, ascending; values as HOCON writes them, text without quotes.
   */
  public Map<String, String> flat() {
    Map<String, String> flat = new TreeMap<>();
    flatten("", object, flat);
    return flat;
  }

  private static void flatten(String prefix, ConfigObject object, Map<String, String> flat) {
    object.forEach(
        (name, value) -> {
          String key = prefix + ConfigUtil.joinPath(name);
          if (value instanceof ConfigObject inner && !inner.isEmpty()) {
            flatten(key + ".", inner, flat);
          } else {
            flat.put(key, text(value));
          }
        });
  }

  static String text(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING || value.valueType() == ConfigValueType.NULL
        ? String.valueOf(value.unwrapped())
        : value.render(com.typesafe.config.ConfigRenderOptions.concise());
  }

  /** The values of one level by their keys; a list gives each of its elements, all else one. */
  public Map<String, List<String>> choices() {
    Map<String, List<String>> choices = new TreeMap<>();
    object.forEach(
        (name, value) ->
            choices.put(
                name,
                value instanceof com.typesafe.config.ConfigList list
                    ? list.stream().map(Settings::text).toList()
                    : List.of(text(value))));
    return choices;
  }

  /** Where the value at a path of keys was written, such as {@code paper.conf: 7}. */
  public String place(String path) {
    return Origins.describe(object.toConfig().getValue(path));
  }

  /** Where the first of them was written; empty where there are none. */
  public String place() {
    return object.isEmpty() ? "" : Origins.describe(object);
  }

  /** As plain values: nested maps by keys, numbers, truth values, text and lists as leaves. */
  Map<String, Object> tree() {
    return tree(object);
  }

  private static Map<String, Object> tree(ConfigObject object) {
    Map<String, Object> tree = new LinkedHashMap<>();
    new TreeMap<>(object)
        .forEach(
            (name, value) -> {
              if (value.valueType() != ConfigValueType.NULL) {
                tree.put(
                    ConfigUtil.joinPath(name),
                    value instanceof ConfigObject inner ? tree(inner) : value.unwrapped());
              }
            });
    return tree;
  }

  /** The object, to be laid over another. */
  ConfigObject object() {
    return object;
  }

  /** The same settings, wherever they were written. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Settings settings && object.equals(settings.object);
  }

  @Override
  public int hashCode() {
    return object.hashCode();
  }

  @Override
  public String toString() {
    return flat().toString();
  }
}
