package io.github.seqrec4j.api.config;

import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A spec as plain values: nested maps in the order of the records, with the keys of a configuration
 * file; numbers, truth values, text and lists as leaves, a list of records being one of maps. A
 * component appears with its type and its own options only.
 */
@Internal
public final class SpecTree {

  private SpecTree() {}

  /** The tree of a record; an option that is null is left out. */
  public static Map<String, Object> of(Record spec) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (RecordOption option : RecordOption.of(spec.getClass())) {
      Object value = option.in(spec);
      if (option.inline() && value instanceof Record inner) {
        tree.putAll(of(inner));
      } else if (value != null) {
        tree.put(option.key(), plain(value));
      }
    }
    return tree;
  }

  /** The leaves of a record's tree by their keys in a configuration file, below a root. */
  public static Map<String, String> flat(String root, Record spec) {
    Map<String, String> flat = new TreeMap<>();
    flatten(root, of(spec), flat);
    return flat;
  }

  private static void flatten(String key, Object value, Map<String, String> flat) {
    if (value instanceof Map<?, ?> tree) {
      tree.forEach((name, inner) -> flatten(key + "." + name, inner, flat));
    } else {
      flat.put(key, value.toString());
    }
  }

  /** A component's options, or none if it is no record. */
  static Map<String, Object> options(Component component) {
    return component instanceof Record options ? of(options) : Map.of();
  }

  private static Object plain(Object value) {
    if (value instanceof Component component) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("type", component.type());
      Map<String, Object> options = options(component);
      if (!options.isEmpty()) {
        tree.put(component.type(), options);
      }
      return tree;
    }
    if (value instanceof Record nested && !Scalars.isText(value.getClass())) {
      return of(nested);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(SpecTree::plain).toList();
    }
    if (value instanceof SettingValue setting) {
      return setting.unwrapped();
    }
    if (value instanceof Settings settings) {
      return settings.tree();
    }
    if (value instanceof Enum<?> constant) {
      return Names.kebab(constant.name());
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }
}
