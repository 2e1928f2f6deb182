package io.github.seqrec4j.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a services file. {@link java.util.ServiceLoader} creates components; where it fails,
 * it does not say from which jar, nor, where a class does not link, for which component. This does.
 */
final class Registration {

  private static final String SERVICES = "META-INF/services/";

  private static final String LINKAGE_REMEDY =
      "add the jar that has the missing class beside it, build it anew against this version of"
          + " seqrec4j, or remove its jar";

  private final Class<?> kind;
  private final String name;
  private final String place;

  private Registration(Class<?> kind, String name, String place) {
    this.kind = kind;
    this.name = name;
    this.place = place;
  }

  /** What is wrong with each registration of a kind that {@link Components} finds. */
  static List<String> problems(Class<? extends Component> kind) {
    ClassLoader loader = ClassLoaders.of(kind);
    List<String> problems = new ArrayList<>();
    for (Registration registration : all(kind, loader)) {
      String problem = registration.problem(loader);
      if (problem != null) {
        problems.add(
            registration.name
                + " ("
                + registration.place
                + "), registered as "
                + kind.getSimpleName()
                + ", "
                + problem);
      }
    }
    return problems;
  }

  private static List<Registration> all(Class<?> kind, ClassLoader loader) {
    List<Registration> all = new ArrayList<>();
    try {
      for (var files = loader.getResources(SERVICES + kind.getName()); files.hasMoreElements(); ) {
        URL file = files.nextElement();
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false); // the jar is not held open
        try (var lines =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
          lines
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(name -> !name.isEmpty())
              .forEach(name -> all.add(new Registration(kind, name, place(file))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + SERVICES + kind.getName() + ": " + e.getMessage(), e);
    }
    return all;
  }

  /** What keeps the component from being created, with the remedy, or null. */
  private @Nullable String problem(ClassLoader loader) {
    try {
      Class<?> type = Class.forName(name, true, loader);
      if (!kind.isAssignableFrom(type)) {
        return "does not implement "
            + kind.getName()
            + "; implement it, or strike the line in "
            + SERVICES
            + kind.getName();
      }
      ((Component) type.getConstructor().newInstance()).type();
      return null;
    } catch (ClassNotFoundException e) {
      return "is not there; correct the name in " + SERVICES + kind.getName() + " or add the class";
    } catch (NoSuchMethodException e) {
      return "has no public no-argument constructor; give it one with the default options";
    } catch (InvocationTargetException e) {
      return "failed in its no-argument constructor: " + e.getCause() + "; its defaults must do";
    } catch (LinkageError e) {
      return "does not fit what is on the class path: " + e + because(e) + "; " + LINKAGE_REMEDY;
    } catch (ReflectiveOperationException e) {
      return "cannot be created: " + e + "; it must be public and not abstract";
    }
  }

  private static String because(Throwable e) {
    return e.getCause() == null ? "" : " (" + e.getCause() + ")";
  }

  /** The jar or the directory of a class, or null if it has none. */
  static @Nullable String place(Class<?> type) {
    var source = type.getProtectionDomain().getCodeSource();
    return source == null ? null : path(source.getLocation().toString());
  }

  /** The jar or the directory of a resource. */
  private static String place(URL resource) {
    String place = resource.toString();
    int inside = place.indexOf(SERVICES);
    return path(inside < 0 ? place : place.substring(0, inside));
  }

  /** Of {@code jar:file:/a/b.jar!/} the file, of {@code file:/a/classes/} the directory. */
  private static String path(String url) {
    String file = url.replaceFirst("^jar:", "").replaceFirst("!/$", "");
    return file.startsWith("file:") ? Path.of(URI.create(file)).toString() : file;
  }
}
