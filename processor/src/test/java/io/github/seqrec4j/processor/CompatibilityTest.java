package io.github.seqrec4j.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers compiled against a spec run against the same spec with an option more. */
class CompatibilityTest {

  private static final String OLD =
      """
      /**
       * A lamp.
       *
       * @param bulbs how many, at least 1
       * @param colour of its light
       */
      @Built
      public record Lamp(@Option("how many") int bulbs, @Option("of its light") String colour) {
        public Lamp() {
          this(1, "white");
        }

        @Internal
        public Lamp {}

        public static LampBuilder builder() {
          return new LampBuilder();
        }

        public LampBuilder toBuilder() {
          return new LampBuilder(this);
        }
      }
      """;

  private static final String NEW =
      OLD.replace("int bulbs,", "int bulbs, @Option(\"watts\") double watts,")
          .replace("this(1,", "this(1, 2.5,");

  private static final String CALLER =
      """
      public class Caller {
        public static Object built() {
          return Lamp.builder().bulbs(3).build().toString();
        }

        public static Object changed() {
          return Lamp.builder().colour("red").build().toBuilder().bulbs(2).build().toString();
        }

        public static Object constructed() {
          return new Lamp(3, "white").toString();
        }
      }
      """;

  @TempDir private Path folder;

  private Path before() {
    return folder.resolve("old");
  }

  private Path after() {
    return folder.resolve("new");
  }

  private Path caller() {
    return folder.resolve("caller");
  }

  @BeforeEach
  void compile() throws Exception {
    assertThat(new Compilation(before(), List.of(), OLD).messages()).isEmpty();
    assertThat(new Compilation(after(), List.of(), NEW).messages()).isEmpty();
    assertThat(new Compilation(caller(), List.of(before()), CALLER).messages()).isEmpty();
  }

  @Test
  void callerOfTheBuilder_linksWithAnOptionMore() throws Exception {
    assertThat(Compilation.call("Caller", "built", caller(), before()))
        .isEqualTo("Lamp[bulbs=3, colour=white]");
    assertThat(Compilation.call("Caller", "built", caller(), after()))
        .isEqualTo("Lamp[bulbs=3, watts=2.5, colour=white]");
    assertThat(Compilation.call("Caller", "changed", caller(), after()))
        .isEqualTo("Lamp[bulbs=2, watts=2.5, colour=red]");
  }

  @Test
  void callerOfTheBuilder_compilesWithAnOptionMore() throws Exception {
    String builds = CALLER.replace("new Lamp(3, \"white\")", "new Lamp()");
    assertThat(new Compilation(folder.resolve("again"), List.of(after()), builds).messages())
        .isEmpty();
  }

  /** Why the canonical constructor is not promised. */
  @Test
  void callerOfTheCanonicalConstructor_doesNotLinkWithAnOptionMore() throws Exception {
    assertThat(Compilation.call("Caller", "constructed", caller(), before()))
        .isEqualTo("Lamp[bulbs=3, colour=white]");
    assertThatThrownBy(() -> Compilation.call("Caller", "constructed", caller(), after()))
        .isInstanceOf(InvocationTargetException.class)
        .hasRootCauseInstanceOf(NoSuchMethodError.class);
  }
}
