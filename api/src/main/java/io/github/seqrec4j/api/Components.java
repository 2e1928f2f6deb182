package io.github.seqrec4j.api;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
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
   * All components of a kind that the context class loader of this thread finds, and those beside
   * the kind itself: a thread of another's pool may have a context class loader that sees nothing.
   *
   * @throws SeqrecException if two share a name, or one cannot be created; the message names the
   *     classes, where they come from and the remedy
   */
  public static <C extends Component> Components<C> of(Class<C> kind) {
    Map<String, C> found = new TreeMap<>();
    Iterator<C> components = ServiceLoader.load(kind, ClassLoaders.of(kind)).iterator();
    while (true) {
      C component;
      String type;
      try {
        if (!components.hasNext()) {
          return new Components<>(kind, found);
        }
        component = components.next();
        type = component.type();
      } catch (ServiceConfigurationError | LinkageError e) {
        List<String> problems = Registration.problems(kind);
        throw new SeqrecException(
            problems.isEmpty()
                ? "cannot create a registered " + kind.getSimpleName() + ": " + e.getMessage()
                : String.join(System.lineSeparator(), problems),
            e);
      }
      C other = found.putIfAbsent(type, component);
      if (other != null) {
        throw new SeqrecException(
            "two of kind "
                + kind.getSimpleName()
                + " are named '"
                + type
                + "': "
                + place(other)
                + " and "
                + place(component)
                + "; rename one or remove its jar");
      }
    }
  }

  private static String place(Component component) {
    String place = Registration.place(component.getClass());
    return component.getClass().getName() + (place == null ? "" : " (" + place + ")");
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
   * @throws UsageException if there is none, naming the nearest and all known names
   */
  public C get(String type) {
    C component = defaults.get(type);
    if (component == null) {
      throw new UsageException(
          "unknown " + kindInWords() + " '" + type + "'" + Names.suggestion(type, names()));
    }
    return component;
  }
}
