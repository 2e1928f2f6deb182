package io.github.seqrec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry, fed from jars that are made here. */
class ComponentsTest {

  private final ClassLoader usual = Thread.currentThread().getContextClassLoader();
  private final List<URL> jars = new ArrayList<>();

  private final Set<String> hidden = new HashSet<>();

  @TempDir private Path folder;

  /** A kind of component. */
  public interface Greeting extends Component {}

  /** Sound. */
  public record Hello(int times) implements Greeting {
    /** Once. */
    public Hello() {
      this(1);
    }

    @Override
    public String type() {
      return "hello";
    }
  }

  /** Sound. */
  public record Goodbye() implements Greeting {
    @Override
    public String type() {
      return "goodbye";
    }
  }

  /** Takes a name that is taken. */
  public record OtherHello() implements Greeting {
    @Override
    public String type() {
      return "hello";
    }
  }

  /** Has no defaults. */
  public record Demanding(int times) implements Greeting {
    @Override
    public String type() {
      return "demanding";
    }
  }

  /** Refuses its own defaults. */
  public record Contrary() implements Greeting {
    /** Never. */
    public Contrary {
      throw new IllegalArgumentException("times must be at least 1: 0");
    }

    @Override
    public String type() {
      return "contrary";
    }
  }

  /** What a plug-in may be built upon. */
  public interface Library {}

  /** Cannot be loaded without its library. */
  public record Dependent() implements Greeting, Library {
    @Override
    public String type() {
      return "dependent";
    }
  }

  @BeforeEach
  void seeTheJars() throws IOException {
    look();
  }

  @AfterEach
  void restoreClassLoader() throws IOException {
    ClassLoader ours = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(usual);
    if (ours instanceof URLClassLoader closeable) {
      closeable.close();
    }
  }

  @Test
  void of_nothingRegistered_isEmptyAndSaysSoWhenAsked() {
    Components<Greeting> none = Components.of(Greeting.class);

    assertThat(none.names()).isEmpty();
    assertThatThrownBy(() -> none.get("hello"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown greeting 'hello'; there are none");
  }

  @Test
  void of_twoJars_findsAllSortedWithDefaults() throws Exception {
    jar("first.jar", List.of(Hello.class.getName()), Hello.class);
    jar("second.jar", List.of("# polite", Goodbye.class.getName()), Goodbye.class);

    Components<Greeting> found = Components.of(Greeting.class);

    assertThat(found.names()).containsExactly("goodbye", "hello");
    Greeting hello = found.get("hello");
    assertThat(hello.getClass().getMethod("times").invoke(hello)).isEqualTo(1);
  }

  @Test
  void get_misspelt_suggestsTheNearestAndListsAll() throws IOException {
    jar(
        "first.jar",
        List.of(Hello.class.getName(), Goodbye.class.getName()),
        Hello.class,
        Goodbye.class);

    assertThatThrownBy(() -> Components.of(Greeting.class).get("helo"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown greeting 'helo'; did you mean 'hello'? known: goodbye, hello");
  }

  @Test
  void of_nameTakenTwice_namesBothClassesAndBothJars() throws IOException {
    jar("first.jar", List.of(Hello.class.getName()), Hello.class);
    jar("second.jar", List.of(OtherHello.class.getName()), OtherHello.class);

    assertThatThrownBy(() -> Components.of(Greeting.class))
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining("two of kind Greeting are named 'hello'")
        .hasMessageMatching("(?s).*\\Q" + Hello.class.getName() + "\\E \\(\\S*first\\.jar\\).*")
        .hasMessageMatching(
            "(?s).*\\Q" + OtherHello.class.getName() + "\\E \\(\\S*second\\.jar\\).*");
  }

  @Test
  void of_classMissing_namesItItsJarAndTheServicesFile() throws IOException {
    jar("first jar.jar", List.of("org.example.Gone"));

    assertThatThrownBy(() -> Components.of(Greeting.class))
        .isInstanceOf(SeqrecException.class)
        .hasMessage(
            "org.example.Gone (%s), registered as Greeting, is not there; correct the name in"
                    .formatted(folder.resolve("first jar.jar"))
                + " META-INF/services/%s or add the class".formatted(Greeting.class.getName()));
  }

  @Test
  void of_builtAgainstMissingClass_namesBothTheJarAndTheRemedy() throws IOException {
    jar("sound.jar", List.of(Hello.class.getName()), Hello.class);
    jar("first.jar", List.of(Dependent.class.getName()), Dependent.class);
    hidden.add(Library.class.getName());

    assertThatThrownBy(() -> Components.of(Greeting.class))
        .isInstanceOf(SeqrecException.class)
        .hasMessageStartingWith(
            "%s (%s), registered as Greeting, does not fit what is on the class path: "
                .formatted(Dependent.class.getName(), folder.resolve("first.jar")))
        .hasMessageContaining(Library.class.getName().replace('.', '/'))
        .hasMessageContaining("add the jar that has the missing class")
        .hasMessageNotContaining(Hello.class.getName());
  }

  @Test
  void of_noDefaults_namesTheClassItsJarAndAsksForThem() throws IOException {
    jar("first.jar", List.of(Demanding.class.getName()), Demanding.class);

    assertThatThrownBy(() -> Components.of(Greeting.class))
        .isInstanceOf(SeqrecException.class)
        .hasMessage(
            "%s (%s), registered as Greeting, has no public no-argument constructor; give it"
                    .formatted(Demanding.class.getName(), folder.resolve("first.jar"))
                + " one with the default options");
  }

  @Test
  void of_defaultsRefused_passesOnTheReason() throws IOException {
    jar("first.jar", List.of(Contrary.class.getName()), Contrary.class);

    assertThatThrownBy(() -> Components.of(Greeting.class))
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining(Contrary.class.getName())
        .hasMessageContaining("first.jar")
        .hasMessageContaining("times must be at least 1: 0");
  }

  @Test
  void of_classOfAnotherKind_namesItAndItsJar() throws IOException {
    jar("first.jar", List.of(ComponentsTest.class.getName()));

    assertThatThrownBy(() -> Components.of(Greeting.class))
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining(ComponentsTest.class.getName())
        .hasMessageContaining("first.jar")
        .hasMessageContaining("does not implement " + Greeting.class.getName());
  }

  @Test
  void of_severalWrong_namesAll() throws IOException {
    jar("first.jar", List.of("org.example.Gone", Demanding.class.getName()), Demanding.class);
    jar("second.jar", List.of(Contrary.class.getName()), Contrary.class);

    assertThatThrownBy(() -> Components.of(Greeting.class))
        .isInstanceOf(SeqrecException.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.lines())
                    .satisfiesExactly(
                        line -> assertThat(line).startsWith("org.example.Gone"),
                        line -> assertThat(line).startsWith(Demanding.class.getName()),
                        line -> assertThat(line).startsWith(Contrary.class.getName())));
  }

  @Test
  void of_malformedLine_namesItAndItsJar() throws IOException {
    jar("first.jar", List.of(Hello.class.getName(), "two words"), Hello.class);

    assertThatThrownBy(() -> Components.of(Greeting.class))
        .isInstanceOf(SeqrecException.class)
        .hasMessageStartingWith("two words (" + folder.resolve("first.jar") + ")")
        .hasMessageContaining("correct the name in META-INF/services/");
  }

  /** Adds a jar with these classes and these lines of its services file, and looks again. */
  private void jar(String name, List<String> services, Class<?>... classes) throws IOException {
    Path file = folder.resolve(name);
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry("META-INF/services/" + Greeting.class.getName()));
      jar.write(String.join("\n", services).getBytes(StandardCharsets.UTF_8));
      for (Class<?> one : classes) {
        String entry = one.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(entry));
        try (InputStream in = usual.getResourceAsStream(entry)) {
          in.transferTo(jar);
        }
      }
    }
    jars.add(file.toUri().toURL());
    look();
  }

  private void look() throws IOException {
    restoreClassLoader();
    Thread.currentThread().setContextClassLoader(new JarsFirst(jars, hidden, usual));
  }

  /** Loads the classes of its jars itself, so that they come from there and not from this build. */
  private static final class JarsFirst extends URLClassLoader {

    private final Set<String> hidden;

    JarsFirst(List<URL> jars, Set<String> hidden, ClassLoader parent) {
      super(jars.toArray(new URL[0]), parent);
      this.hidden = hidden;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (hidden.contains(name)) {
        throw new ClassNotFoundException(name);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
          loaded = findClass(name);
        }
        return loaded != null ? loaded : super.loadClass(name, resolve);
      }
    }
  }
}
