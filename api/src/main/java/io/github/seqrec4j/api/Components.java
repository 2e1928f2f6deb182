package io.github.seqrec4j.api;

import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * The registered components of one kind, by name.
 *
 * @param <C> the kind, an interface that extends {@link Component}
 */
public final class Components<C extends Component> {

  private final Class<C> kind;
  private final Map<String, C> defaults;

  private Components(Class<C> kind, Map<String, C> defaults) {
    this.kind = kind;
    this.defaults = Collections.unmodifiableMap(defaults);
  }

  /** All components of a kind that the context class loader finds. */
  public static <C extends Component> Components<C> of(Class<C> kind) {
    Map<String, C> found = new TreeMap<>();
    for (C component : ServiceLoader.load(kind)) {
      found.put(component.type(), component);
    }
    return new Components<>(kind, found);
  }

  /** Known names, sorted. */
  public Set<String> names() {
    return defaults.keySet();
  }

  /**
   * The component of this name with its default options.
   *
   * @throws IllegalArgumentException if there is none, naming the nearest and all known names
   */
  public C get(String type) {
    C component = defaults.get(type);
    if (component == null) {
      throw new IllegalArgumentException("unknown " + kind.getSimpleName() + " '" + type + "'; known: " + String.join(", ", names()));
    }
    return component;
  }
}
