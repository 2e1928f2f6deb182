package io.github.seqrec4j.api;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * The registered components of one kind, by name, each with its default options.
 *
 * <p>A component is registered by its class name on a line of {@code META-INF/services/<kind>}.
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

  /**
   * All components of a kind that the context class loader finds.
   *
   * @throws SeqrecException if two share a name, or one cannot be created; the message names the
   *     classes, where they come from and the remedy
   */
  public static <C extends Component> Components<C> of(Class<C> kind) {
    Map<String, C> found = new TreeMap<>();
    Iterator<C> components = ServiceLoader.load(kind).iterator();
    while (true) {
      C component;
      try {
        if (!components.hasNext()) {
          return new Components<>(kind, found);
        }
        component = components.next();
      } catch (ServiceConfigurationError | LinkageError e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new SeqrecException(
            "cannot create a registered "
                + kind.getSimpleName()
                + ": "
                + e.getMessage()
                + (cause == e ? "" : " (" + cause + ")")
                + "; a component is public with a public no-argument constructor, and all that it"
                + " needs is on the class path: correct META-INF/services/"
                + kind.getName()
                + " of its jar, add what is missing, or remove the jar",
            e);
      }
      C other = found.putIfAbsent(component.type(), component);
      if (other != null) {
        throw new SeqrecException(
            "two of kind "
                + kind.getSimpleName()
                + " are named '"
                + component.type()
                + "': "
                + place(other)
                + " and "
                + place(component)
                + "; rename one or remove its jar");
      }
    }
  }

  private static String place(Component component) {
    var source = component.getClass().getProtectionDomain().getCodeSource();
    return component.getClass().getName()
        + (source == null ? "" : " (" + source.getLocation().getPath() + ")");
  }

  /** Known names, sorted. */
  public Set<String> names() {
    return defaults.keySet();
  }

  /** {@code SequenceBackbone} is a sequence backbone. */
  private String kindInWords() {
    return kind.getSimpleName().replaceAll("(?<!^)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /** All components, sorted by name. */
  public Collection<C> all() {
    return defaults.values();
  }

  /**
   * The component of this name with its default options.
   *
   * @throws IllegalArgumentException if there is none, naming the nearest and all known names
   */
  public C get(String type) {
    C component = defaults.get(type);
    if (component == null) {
      throw new IllegalArgumentException(
          "unknown " + kindInWords() + " '" + type + "'" + Names.suggestion(type, names()));
    }
    return component;
  }
}
