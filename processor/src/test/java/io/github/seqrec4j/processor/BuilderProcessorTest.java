package io.github.seqrec4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderProcessorTest {

  /** Without defaults of its own, as specs are whose parts are found by name. */
  private static final String SHOP =
      """
      /**
       * A shop.
       *
       * @param name as {@link String#strip() people} say it, at most
       *     {@value #LONGEST} letters
       * @param floors
       */
      @Built(required = "floors")
      public record Shop(
          @Option("unused") String name,
          @Option(value = "levels & <b>cellars</b>", defaultValue = "2") int floors,
          @Option(value = "customers", defaultValue = "40") long customers,
          @Option(value = "city", defaultValue = "\\"Old \\\\\\"Town\\\\\\"\\"") String city,
          @Option(value = "street", defaultValue = "main") String street,
          @Option(value = "kind of day", defaultValue = "on-sunday") Day day,
          @Option("phone") @org.jspecify.annotations.Nullable String phone,
          @Option("goods") java.util.List<String> goods,
          @Option("the roof") Roof roof,
          @Option("the door") Door door) {
        public static final int LONGEST = 20;

        public enum Day {
          WEEKDAY,
          ON_SUNDAY
        }

        @Internal
        public Shop {}

        public static ShopBuilder builder() {
          return new ShopBuilder();
        }

        public ShopBuilder toBuilder() {
          return new ShopBuilder(this);
        }

        public static String whole() {
          return builder().name("x").floors(1).goods("tea", "milk").build().toString();
        }

        public static String missing() {
          try {
            return builder().floors(1).build().toString();
          } catch (IllegalStateException e) {
            return e.getMessage();
          }
        }

        public static String refused() {
          try {
            return builder().street(null).build().toString();
          } catch (NullPointerException e) {
            return e.getMessage();
          }
        }

        public static String kept() {
          java.util.List<String> goods = new java.util.ArrayList<>(java.util.List.of("tea"));
          ShopBuilder builder = builder().name("x").floors(1).goods(goods);
          goods.add("milk");
          return builder.goods() + ", " + builder.phone("7").phone() + ", " + builder.floors();
        }
      }
      """;

  private static final String ROOF =
      """
      public record Roof(int tiles) {
        public Roof() {
          this(9);
        }
      }
      """;

  private static final String DOOR =
      """
      @Built
      public record Door(@Option(value = "handles", defaultValue = "1") int handles) {
        @Internal
        public Door {}

        public static DoorBuilder builder() {
          return new DoorBuilder();
        }

        public DoorBuilder toBuilder() {
          return new DoorBuilder(this);
        }
      }
      """;

  @TempDir private Path folder;

  private Compilation compiled() throws Exception {
    Compilation compilation = new Compilation(folder, List.of(), SHOP, ROOF, DOOR);
    assertThat(compilation.messages()).isEmpty();
    return compilation;
  }

  private Object call(String method) throws Exception {
    compiled();
    return Compilation.call("Shop", method, folder);
  }

  @Test
  void unsetOptions_haveTheDefaultsOfAConfiguration() throws Exception {
    assertThat(call("whole"))
        .isEqualTo(
            "Shop[name=x, floors=1, customers=40, city=Old \"Town\", street=main, day=ON_SUNDAY,"
                + " phone=null, goods=[tea, milk], roof=Roof[tiles=9], door=Door[handles=1]]");
  }

  @Test
  void missingOptions_areNamedAtOnce() throws Exception {
    assertThat(call("missing")).isEqualTo("Shop is missing name, goods");
  }

  @Test
  void nullWhereNoneMayBe_isRefusedByName() throws Exception {
    assertThat(call("refused")).isEqualTo("street");
  }

  @Test
  void list_isCopied() throws Exception {
    assertThat(call("kept")).isEqualTo("[tea], 7, 1");
  }

  @Test
  void emptyDefaults_areTheEmptyListAndTheConstantNone() throws Exception {
    String bag =
        """
        public record Bag(int things) {
          public static final Bag NONE = new Bag(0);
        }
        """;
    String shelf =
        """
        @Built
        public record Shelf(
            @Option(value = "names", defaultValue = "[]") java.util.List<String> names,
            @Option(value = "bag", defaultValue = "{}") Bag bag) {
          @Internal
          public Shelf {}

          public static ShelfBuilder builder() {
            return new ShelfBuilder();
          }

          public ShelfBuilder toBuilder() {
            return new ShelfBuilder(this);
          }

          public static String empty() {
            return builder().build().toString();
          }
        }
        """;
    assertThat(new Compilation(folder, List.of(), bag, shelf).messages()).isEmpty();
    assertThat(Compilation.call("Shelf", "empty", folder))
        .isEqualTo("Shelf[names=[], bag=Bag[things=0]]");
    assertThat(refusal(shelf.replace("Bag bag", "java.util.List<String> bag")))
        .isEqualTo(
            "no builder can have the default '{}' of type java.util.List<java.lang.String>; write a"
                + " constructor without arguments");
  }

  @Test
  void methods_sayWhatTheRecordSays() throws Exception {
    assertThat(compiled().generated("ShopBuilder"))
        .contains(
            "/** As people say it, at most {@code LONGEST} letters. Must be set. */\n"
                + "  public ShopBuilder name(java.lang.@Nullable String value)")
        .contains("/** Levels &amp; &lt;b&gt;cellars&lt;/b&gt;. Must be set. */")
        .contains("/** Customers. */\n  public ShopBuilder customers(long value)")
        .contains("Must be set: name, floors, goods.");
  }

  @Test
  void canonicalConstructorThatSeemsPromised_isAnError() throws Exception {
    assertThat(refusal(DOOR.replace("@Internal", "")))
        .isEqualTo(
            "the canonical constructor of shop.Door must be written, compact, and annotated with"
                + " @Internal: it changes with every new option");
    assertThat(refusal(DOOR.replace("@Internal\n  public Door {}", "")))
        .startsWith("the canonical constructor of shop.Door must be written");
  }

  @Test
  void builderThatIsNotOffered_isAnError() throws Exception {
    assertThat(refusal(DOOR.replace("DoorBuilder builder()", "DoorBuilder make()")))
        .isEqualTo("shop.Door must offer its builder by a method builder()");
    assertThat(refusal(DOOR.replace("toBuilder()", "again()")))
        .isEqualTo("shop.Door must offer its builder by a method toBuilder()");
  }

  @Test
  void requiredOptionThatIsNone_isAnError() throws Exception {
    assertThat(refusal(DOOR.replace("@Built", "@Built(required = \"handle\")")))
        .isEqualTo("required must name options of shop.Door, which are [handles]: [handle]");
  }

  @Test
  void typeWithoutOptions_isAnError() throws Exception {
    assertThat(refusal("@Built public class Door {}"))
        .isEqualTo("@Built must stand on a record with an option: shop.Door");
    assertThat(refusal("@Built public record Door() {}"))
        .isEqualTo("@Built must stand on a record with an option: shop.Door");
  }

  @Test
  void defaultThatIsNoLiteral_isAnError() throws Exception {
    assertThat(refusal(DOOR.replace("int handles", "java.util.List<String> handles")))
        .isEqualTo(
            "no builder can have the default '1' of type java.util.List<java.lang.String>; write a"
                + " constructor without arguments");
  }

  private String refusal(String source) throws Exception {
    Compilation compilation = new Compilation(folder.resolve("refused"), List.of(), source);
    assertThat(compilation.messages()).isNotEmpty();
    return compilation.messages().get(0);
  }
}
