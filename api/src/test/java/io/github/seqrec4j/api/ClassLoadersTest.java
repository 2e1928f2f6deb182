package io.github.seqrec4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Components and the engine, as a fat jar and a container load them: by a class loader that is not
 * the system's, on threads whose context class loader is.
 */
class ClassLoadersTest {

  private static final String SERVICES = "META-INF/services/";

  @TempDir private Path folder;

  /** What runs inside of the application, called by reflection from outside. */
  public static final class Application {

    private Application() {}

    /** Names of the components that this thread finds. */
    public static String components() {
      return String.join(",", Components.of(Word.class).names());
    }

    /** Names of the components that a thread of the common pool finds. */
    public static String onTheCommonPool() {
      return ForkJoinPool.commonPool().submit(Application::components).join();
    }

    /**
     * Whether the context class loader is the kind's within, the former one after, and not both.
     */
    public static String within() {
      return ForkJoinPool.commonPool()
          .submit(
              () -> {
                ClassLoader before = Thread.currentThread().getContextClassLoader();
                boolean same =
                    ClassLoaders.within(
                            Word.class, () -> Thread.currentThread().getContextClassLoader())
                        == Word.class.getClassLoader();
                return same
                    + " "
                    + (before == Thread.currentThread().getContextClassLoader())
                    + " "
                    + (before == Word.class.getClassLoader());
              })
          .join();
    }
  }

  /** A kind of component. */
  public interface Word extends Component {}

  /** Beside the kind. */
  public record Yes() implements Word {
    @Override
    public String type() {
      return "yes";
    }
  }

  /** Of a plug-in. */
  public record No() implements Word {
    @Override
    public String type() {
      return "no";
    }
  }

  @Test
  void threadOfTheCommonPool_findsWhatIsBesideTheKind() throws Exception {
    try (URLClassLoader application = application(Yes.class)) {
      assertThat(call(application, "onTheCommonPool")).isEqualTo("yes");
    }
  }

  @Test
  void within_onTheCommonPool_isTheApplicationsAndThenTheFormerOne() throws Exception {
    try (URLClassLoader application = application(Yes.class)) {
      assertThat(call(application, "within")).isEqualTo("true true false");
    }
  }

  @Test
  void loaderBelowTheKinds_isLookedAtOnce() throws Exception {
    try (URLClassLoader application = application(Yes.class);
        URLClassLoader plugins =
            new URLClassLoader(new URL[] {services("plugins", No.class)}, application)) {
      assertThat(callWithin(plugins, application)).isEqualTo("no,yes");
    }
  }

  /** As of an application server whose context class loader delegates, but not through parents. */
  @Test
  void loaderBesideTheKinds_addsWhatItHas_andTheSameClassCountsOnce() throws Exception {
    try (URLClassLoader application = application(Yes.class);
        URLClassLoader files =
            new URLClassLoader(
                new URL[] {services("context", Yes.class, No.class)},
                ClassLoader.getPlatformClassLoader())) {
      ClassLoader context =
          new ClassLoader(files) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
              return application.loadClass(name);
            }
          };

      assertThat(callWithin(context, application)).isEqualTo("no,yes");
    }
  }

  /** Another deployment's copy of the kind is another kind. */
  @Test
  void loaderThatSeesAnotherCopyOfTheKind_isLeftOut() throws Exception {
    try (URLClassLoader application = application(Yes.class);
        URLClassLoader other = application(No.class)) {
      assertThat(callWithin(other, application)).isEqualTo("yes");
    }
  }

  private static String callWithin(ClassLoader context, ClassLoader application) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context);
    try {
      return call(application, "components");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String call(ClassLoader application, String method) throws Exception {
    Method called = application.loadClass(Application.class.getName()).getMethod(method);
    return (String) called.invoke(null);
  }

  /** All of this class path, loaded anew by a loader of its own, with these words registered. */
  private URLClassLoader application(Class<?>... words) throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(services("application" + words[0].getSimpleName(), words));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(url(Path.of(entry)));
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  private URL services(String name, Class<?>... words) throws IOException {
    Path file = folder.resolve(name).resolve(SERVICES + Word.class.getName());
    Files.createDirectories(file.getParent());
    List<String> lines = new ArrayList<>();
    for (Class<?> word : words) {
      lines.add(word.getName());
    }
    Files.writeString(file, String.join("\n", lines), StandardCharsets.UTF_8);
    return url(folder.resolve(name));
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }
}
