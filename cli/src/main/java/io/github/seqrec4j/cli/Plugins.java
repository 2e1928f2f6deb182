package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Components from outside: jars whose {@code META-INF/services} the registry reads beside those of
 * the class path.
 */
final class Plugins {

  private static final String SERVICES = "META-INF/services";
  private static final String OURS = SERVICES + "/io.github.seqrec4j.";

  private Plugins() {}

  /**
   * A class loader over plug-ins.
   *
   * @param places each a jar, a directory of jars, or a directory of compiled classes
   * @throws UsageException if a place is none of these, or registers no component
   */
  static URLClassLoader loader(List<Path> places, ClassLoader parent) {
    List<URL> urls = new ArrayList<>();
    for (Path place : places) {
      List<Path> all = jars(place);
      if (all.stream().noneMatch(Plugins::registers)) {
        throw new UsageException(
            "--plugins "
                + place
                + ": registers no component; a plug-in names its class in a file such as "
                + OURS
                + "api.SequenceBackbone");
      }
      for (Path found : all) {
        try {
          urls.add(found.toUri().toURL());
        } catch (MalformedURLException e) {
          throw new UsageException("--plugins " + found + ": " + e.getMessage(), e);
        }
      }
    }
    return new URLClassLoader(urls.toArray(new URL[0]), parent);
  }

  /** The innermost class of a plug-in that was at work, and its jar; null if none was. */
  static @Nullable String failedIn(Throwable thrown, URLClassLoader loader) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      URL found = loader.findResource(frame.getClassName().replace('.', '/') + ".class");
      for (URL plugin : loader.getURLs()) {
        if (found != null && found.toString().contains(plugin.toString())) {
          return frame.getClassName() + " (" + Path.of(URI.create(plugin.toString())) + ")";
        }
      }
    }
    return null;
  }

  /** Whether a jar or a directory of classes has a services file for one of our interfaces. */
  private static boolean registers(Path plugin) {
    if (Files.isDirectory(plugin)) {
      try (Stream<Path> files = Files.list(plugin.resolve(SERVICES))) {
        return files.anyMatch(file -> (SERVICES + "/" + file.getFileName()).startsWith(OURS));
      } catch (IOException e) {
        throw new UncheckedIOException("--plugins " + plugin + ": " + e.getMessage(), e);
      }
    }
    try (ZipFile jar = new ZipFile(plugin.toFile())) {
      return jar.stream().anyMatch(entry -> entry.getName().startsWith(OURS));
    } catch (IOException e) {
      throw new UsageException(
          "--plugins " + plugin + ": cannot be read as a jar: " + e.getMessage(), e);
    }
  }

  private static List<Path> jars(Path place) {
    if (Files.isRegularFile(place) && place.toString().endsWith(".jar")) {
      return List.of(place);
    }
    if (!Files.isDirectory(place)) {
      throw new UsageException(
          "--plugins " + place + ": no such directory or jar; give a .jar or a directory of them");
    }
    if (Files.isDirectory(place.resolve(SERVICES))) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.list(place)) {
      List<Path> jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw new UsageException(
            "--plugins " + place + ": holds no .jar, nor classes with a " + SERVICES + " folder");
      }
      return jars;
    } catch (IOException e) {
      throw new UncheckedIOException("--plugins " + place + ": " + e.getMessage(), e);
    }
  }
}
