package io.github.seqrec4j.api;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * With which class loader to look for services and resources.
 *
 * <p>The context class loader alone will not do. It is that of the application on the threads that
 * the application made; a thread of {@link java.util.concurrent.ForkJoinPool#commonPool()} has the
 * system's, which in a fat jar or a container sees nothing of the application.
 */
@Internal
public final class ClassLoaders {

  private ClassLoaders() {}

  /**
   * The loader that sees what the context class loader sees and what the loader of a class sees. A
   * context class loader that does not see this very class is left out: what it finds was made for
   * another one.
   *
   * @param anchor the kind of a service, or a class beside the resource
   */
  public static ClassLoader of(Class<?> anchor) {
    ClassLoader own = anchor.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context == null || !sees(context, anchor)) {
      return own;
    }
    return isBelow(context, own) ? context : new Joint(context, own);
  }

  /**
   * Runs something, such as code that itself looks with the context class loader, while that is
   * {@link #of}; then puts the former one back.
   */
  public static <T> T within(Class<?> anchor, Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(of(anchor));
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static boolean sees(ClassLoader loader, Class<?> anchor) {
    try {
      return Class.forName(anchor.getName(), false, loader) == anchor;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Whether a loader is another one or has it among its parents. */
  private static boolean isBelow(ClassLoader loader, ClassLoader other) {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each == other) {
        return true;
      }
    }
    return false;
  }

  /** First what one loader sees, then what another sees beside it. */
  private static final class Joint extends ClassLoader {

    private final ClassLoader second;

    Joint(ClassLoader first, ClassLoader second) {
      super(first);
      this.second = second;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      return second.loadClass(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
      return second.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      Map<String, URL> all = new LinkedHashMap<>(); // by name: a URL asks the network who it is
      for (ClassLoader loader : List.of(getParent(), second)) {
        for (URL url : Collections.list(loader.getResources(name))) {
          all.putIfAbsent(url.toExternalForm(), url);
        }
      }
      return Collections.enumeration(all.values());
    }
  }
}
