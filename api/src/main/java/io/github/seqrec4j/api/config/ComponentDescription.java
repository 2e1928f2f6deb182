package io.github.seqrec4j.api.config;

import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a registered component.
 *
 * @param kind its interface in kebab-case, for instance {@code sequence-backbone}
 * @param type its name
 * @param implementation its class
 * @param description what it does, empty if it does not say
 * @param source where it was published, empty if it does not say
 * @param options its options, in their order
 */
public record ComponentDescription(
    String kind,
    String type,
    String implementation,
    String description,
    String source,
    List<OptionDescription> options) {

  /**
   * An option of a component.
   *
   * @param key as configurations write it
   * @param defaultValue as configurations write it
   * @param description with unit and range
   */
  public record OptionDescription(String key, String defaultValue, String description) {}

  /** Copies the list. */
  public ComponentDescription {
    options = List.copyOf(options);
  }

  /**
   * All components that a spec of this type, or a section beside it, can hold, by kind in the order
   * of its options.
   */
  public static List<ComponentDescription> all(Class<? extends Record> spec) {
    Set<Class<? extends Component>> kinds = new LinkedHashSet<>();
    collectKinds(spec, kinds);
    ConfigSection.all().values().forEach(section -> collectKinds(section, kinds));
    List<ComponentDescription> all = new ArrayList<>();
    for (Class<? extends Component> kind : kinds) {
      for (Component component : Components.of(kind).all()) {
        all.add(of(kind, component));
      }
    }
    return all;
  }

  private static void collectKinds(Class<?> type, Set<Class<? extends Component>> kinds) {
    for (RecordOption option : RecordOption.of(type)) {
      if (option.isComponent()) {
        Class<? extends Component> kind = option.rawType().asSubclass(Component.class);
        if (kinds.add(kind)) {
          Components.of(kind).all().forEach(c -> collectKinds(c.getClass(), kinds));
        }
      } else if (option.rawType().isRecord() && !Scalars.isText(option.rawType())) {
        collectKinds(option.rawType(), kinds);
      }
    }
  }

  private static ComponentDescription of(Class<?> kind, Component component) {
    List<OptionDescription> options = new ArrayList<>();
    describe(component.getClass(), SpecTree.options(component), options);
    Description description = component.getClass().getAnnotation(Description.class);
    return new ComponentDescription(
        Names.kebab(kind.getSimpleName()),
        component.type(),
        component.getClass().getName(),
        description == null ? "" : description.value(),
        description == null ? "" : description.source(),
        options);
  }

  /** The options of a record, those of inlined records in their place. */
  private static void describe(
      Class<?> type, Map<String, Object> values, List<OptionDescription> options) {
    for (RecordOption option : RecordOption.of(type)) {
      if (option.inline()) {
        describe(option.rawType(), values, options);
        continue;
      }
      Object value = values.get(option.key());
      String shown =
          value instanceof Map<?, ?> nested
              ? String.valueOf(nested.get("type"))
              : value == null ? "" : HoconWriter.value(value);
      options.add(new OptionDescription(option.key(), shown, option.option().value()));
    }
  }
}
