package io.github.seqrec4j.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.seqrec4j.api.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigSourceTest {

  @TempDir private Path folder;

  @Test
  void empty_isDefaultConstructor() throws IOException {
    assertThat(bind("machine {}")).isEqualTo(new Machine());
  }

  @Test
  void everyOption_isRead() throws IOException {
    Machine machine =
        bind(
            """
            machine {
              place = "a b/c"
              name = "x: \\"y\\""
              finish = painted
              gears = [3, 5]
              wheels = false
              serial = 9007199254740993
              tank { litres = 4, pressure = 2e-3 }
              engine { type = steam, steam { boilers = 3, valve { type = ball, ball.width = 6 } } }
            }
            """);
    assertThat(machine)
        .isEqualTo(
            new Machine(
                Path.of("a b/c"),
                "x: \"y\"",
                Machine.Finish.PAINTED,
                List.of(3, 5),
                false,
                9007199254740993L,
                new Machine.Tank(4, 0.002),
                new Machine.Steam(3, 0.1, new Machine.Ball(6))));
    assertThat(bind(HoconWriter.write(Machine.ROOT, machine))).isEqualTo(machine);
  }

  @Test
  void swap_isOneScalar() throws IOException {
    String text = "machine.engine { type = steam, steam.boilers = 3, diesel.cylinders = 8 }";
    assertThat(bind(text, "machine.engine.type=diesel").engine()).isEqualTo(new Machine.Diesel(8));
  }

  @Test
  void inactiveComponents_areCheckedToo() throws IOException {
    assertThat(problems("machine.engine {\n type = steam\n diesel.cylinders = 0\n}"))
        .containsExactly(at(3) + "machine.engine.diesel.cylinders must be at least 1: 0");
    assertThat(problems("machine.engine {\n type = steam\n diesel.cylinder = 1\n}"))
        .containsExactly(
            at(3)
                + "unknown key 'cylinder' in machine.engine.diesel; did you mean 'cylinders'? known: "
                + "cylinders");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tank.litres = 2.7|tank.litres: expected a whole number below 2^31 in size, got 2.7",
        "tank.litres = 3000000000|tank.litres: expected a whole number below 2^31 in size, got 3000000000",
        "tank.litres = \"3\"|tank.litres: expected a whole number below 2^31 in size, got \"3\"",
        "tank.litres = [3]|tank.litres: expected a whole number below 2^31 in size, got [3]",
        "serial = 1.5|serial: expected a whole number, got 1.5",
        "tank.pressure = high|tank.pressure: expected a number, got \"high\"",
        "wheels = 1|wheels: expected true or false, got 1",
        "name = 5|name: expected text, in quotes, got 5",
        "gears = 5|gears: expected a list [ ... ], got 5",
        "gears = [1, two]|gears[1]: expected a whole number below 2^31 in size, got \"two\"",
        "finish = chrome|finish: expected one of bare-metal, painted, got \"chrome\"",
        "tank = 5|tank: expected an object { ... }, got 5",
        "engine = steam|engine: expected an object { ... }, got \"steam\"",
        "engine.type = 5|engine.type: expected text, in quotes, got 5",
        "tank.litres = 0|tank.litres must be at least 1: 0",
        "place = \"a\\u0000b\"|place: no path of files: Nul character not allowed: a\0b",
      })
  void wrongValue_namesPathValueAndLine(String line, String message) throws IOException {
    assertThat(problems("# first\n\nmachine {\n " + line + "\n}"))
        .containsExactly(at(4) + "machine." + message);
  }

  @Test
  void unknownComponent_listsKnownOnes() throws IOException {
    assertThat(problems("machine {\n engine.type = steem\n}"))
        .containsExactly(
            at(2)
                + "machine.engine.type: unknown engine 'steem'; did you mean 'steam'? known: "
                + "diesel, steam");
  }

  @Test
  void nullValue_takesTheDefaultBack() throws IOException {
    assertThat(bind("machine.tank.litres = 5\nmachine.tank.litres = null").tank())
        .isEqualTo(new Machine.Tank());
  }

  @Test
  void partsThatDoNotFit_nameTheOptionWhereItIsWritten() throws IOException {
    assertThat(
            problems(
                "machine {\n tank.litres = 4\n engine {\n  type = steam\n  steam.boilers = 5\n}}"))
        .containsExactly(
            at(5) + "machine.engine.steam.boilers must not exceed litres: boilers=5, litres=4");
    assertThat(problems("machine {\n tank.litres = 1\n}"))
        .containsExactly(
            file() + ": machine.engine.steam.boilers must not exceed litres: boilers=2, litres=1");
  }

  @Test
  void allProblems_comeAtOnce() throws IOException {
    assertThat(
            problems(
                """
                machine {
                  nam = x
                  tank { litres = 1.5, pressure = -1 }
                  engine { type = steam, steam { loss = 2, valve.type = bal } }
                }
                other = 1
                """,
                "machine.wheels=maybe"))
        .containsExactlyInAnyOrder(
            at(2)
                + "unknown key 'nam' in machine; did you mean 'name'? known: place, name, finish,"
                + " gears, wheels, serial, tank, engine",
            at(3) + "machine.tank.litres: expected a whole number below 2^31 in size, got 1.5",
            at(4)
                + "machine.engine.steam.valve.type: unknown valve 'bal'; did you mean 'ball'? known: "
                + "ball, gate",
            at(6) + "unknown key 'other' at the top level; everything stands in 'machine'",
            "--set machine.wheels: expected true or false, got \"maybe\"");
  }

  @Test
  void includedFiles_haveTheirOwnLines() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Path base = Files.writeString(folder.resolve("sub/base.conf"), "\n\nmachine.gears = 1\n");
    Files.writeString(
        folder.resolve("sub/middle.conf"), "include required(\"base.conf\")\nmachine.name = b\n");
    assertThat(problems("include \"sub/middle.conf\"\nmachine {\n serial = x\n}"))
        .containsExactlyInAnyOrder(
            base + ": 3: machine.gears: expected a list [ ... ], got 1",
            at(3) + "machine.serial: expected a whole number, got \"x\"");
  }

  @Test
  void laterKeys_overrideIncludedOnes() throws IOException {
    Files.writeString(folder.resolve("base.conf"), "machine { name = a, tank.litres = 5 }");
    Machine machine = bind("include \"base.conf\"\nmachine.name = b", "machine.serial=1");
    assertThat(machine.name()).isEqualTo("b");
    assertThat(machine.tank().litres()).isEqualTo(5);
    assertThat(machine.serial()).isEqualTo(1);
  }

  @Test
  void missingInclude_namesItsLine() throws IOException {
    assertThat(problems("machine {}\ninclude required(\"bse.conf\")"))
        .containsExactly(
            at(2)
                + "cannot include 'bse.conf': no such file beside the including one; write its"
                + " full name, with .conf");
    // On the class path is not beside the file.
    assertThat(problems("include \"junit-platform.properties\"").get(0)).contains("no such file");
    assertThat(problems("include classpath(\"junit-platform.properties\")").get(0))
        .contains("files only");
    assertThat(problems("include url(\"https://example.org/a.conf\")").get(0))
        .contains("files only");
  }

  @Test
  void includesInACircle_areRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.conf"), "\ninclude \"my.conf\"");
    assertThat(problems("include \"other.conf\""))
        .containsExactly(
            other
                + ": 2: cannot include 'my.conf': it includes this file in turn; take one of the"
                + " two includes away");
  }

  @Test
  void text_includesNothing() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigSource.parse("include \"a.conf\"", "text", Machine.ROOT, List.of()));
    assertThat(refused.problems())
        .containsExactly("cannot include 'a.conf': text includes nothing");
  }

  @Test
  void missingFile_isNamed() {
    Path missing = folder.resolve("none.conf");
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class, () -> ConfigSource.load(missing, Machine.ROOT, List.of()));
    assertThat(refused.problems()).containsExactly(missing + ": no such configuration file");
  }

  @Test
  void brokenSyntax_namesItsLine() throws IOException {
    assertThat(problems("machine {\n name = \n tank { \n")).hasSize(1);
    assertThat(problems("machine {\n name = a\n gears = [1, \n}").get(0)).startsWith(at(4).strip());
    assertThat(problems("machine {\n name = ${machine.nmae}\n}").get(0))
        .startsWith(at(2).strip())
        .contains("machine.nmae");
  }

  @Test
  void withoutRoot_saysWhatIsMissing() throws IOException {
    assertThat(problems("machin { name = x }"))
        .containsExactly(
            at(1) + "unknown key 'machin' at the top level; everything stands in 'machine'",
            file() + ": no object 'machine'; everything stands in it");
    assertThat(problems("machine = 5"))
        .containsExactly(at(1) + "machine: expected an object { ... }, got 5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "machine.name|--set machine.name: must be written key=value",
        "=5|--set =5: must be written key=value",
        "machine..name=5|--set machine..name=5: the key is no path of names",
        "machine.nam=x|--set machine.nam: unknown key 'nam' in machine; did you mean 'name'?",
        "machine.serial=x|--set machine.serial: expected a whole number, got \"x\"",
        "machine.gears=[1, x]|--set machine.gears[1]: expected a whole number below 2^31 in size, got \"x\"",
        "machine.tank={litres = 0}|--set machine.tank.litres must be at least 1: 0",
        "machine.engine.type=gas|--set machine.engine.type: unknown engine 'gas'",
        "machine.engine.type=|--set machine.engine.type: unknown engine ''; known: ",
        "name=x|--set name: unknown key 'name' at the top level; everything stands in 'machine'",
        "machine.tank.litres=0|--set machine.tank.litres must be at least 1: 0",
        "machine.engine.steam.boilers=11|--set machine.engine.steam.boilers must not exceed litres: boilers=11, litres=10",
      })
  void wrongOverride_isShownAsTheUserWroteIt(String override, String message) throws IOException {
    assertThat(problems("machine {}", override)).singleElement().asString().startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hit@10|hit@10",
        "a#b|a#b",
        "http://x//y|http://x//y",
        "a, machine.serial=9|a, machine.serial=9",
        "C:\\data\\new|C:\\data\\new",
        "\"quo#ted\"|quo#ted",
        "''|''",
        "a=b|a=b",
      })
  void override_keepsPlainTextWhole(String text, String value) throws IOException {
    Machine machine = bind("machine {}", "machine.name=" + text);
    assertThat(machine.name()).isEqualTo(value);
    assertThat(machine.serial()).isEqualTo(new Machine().serial());
  }

  @Test
  void overrides_mayBeEmptyStructuredOrRepeated() throws IOException {
    assertThat(bind("machine {}", "machine.name=").name()).isEmpty();
    assertThat(bind("machine {}", "machine.gears=[4, 5]").gears()).containsExactly(4, 5);
    assertThat(bind("machine {}", "machine.tank={litres = 3}").tank().litres()).isEqualTo(3);
    assertThat(bind("machine.serial = 5", "machine.serial=1", "machine.serial=2").serial())
        .isEqualTo(2);
  }

  /** In a file, in text and in an override. */
  @Test
  void nestingOfTwentyThousandLevels_isRefused() throws IOException {
    String deep = "a { ".repeat(20_000) + "}".repeat(20_000);
    Path file = write(deep);
    String why = ": nested too deeply; a configuration needs a dozen levels at most";
    assertThatThrownBy(() -> ConfigSource.load(file, Machine.ROOT, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file + why);
    assertThatThrownBy(() -> bind("machine.gears = " + "[".repeat(20_000)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
    assertThatThrownBy(() -> bind("machine {}", "machine.tank=" + "{a:".repeat(20_000)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--set machine.tank" + why);
  }

  @Test
  void origin_namesFileLineOverrideOrDefault() throws IOException {
    Path file = write("machine {\n name = x\n tank.litres = 3\n}");
    ConfigSource source = ConfigSource.load(file, Machine.ROOT, List.of("machine.serial=2"));
    assertThat(source.origin("machine.name")).isEqualTo(file + ": 2");
    assertThat(source.origin("machine.tank.litres")).isEqualTo(file + ": 3");
    assertThat(source.origin("machine.serial")).isEqualTo("--set machine.serial");
    assertThat(source.origin("machine.wheels")).isEqualTo("default");
    assertThat(source.origin("machine.engine.steam.loss")).isEqualTo("default");
    Machine machine = source.bind(Machine.ROOT, Machine.class);
    String shown = HoconWriter.write(Machine.ROOT, machine, java.util.Map.of(), source::origin);
    assertThat(shown)
        .contains("name = x  # " + file + ": 2")
        .contains("serial = 2  # --set machine.serial")
        .contains("loss = 0.1  # default");
    assertThat(bind(shown)).isEqualTo(machine);
  }

  @Test
  void reference_namesEveryOptionAndBindsToTheDefaults() throws IOException {
    String reference = ReferenceConf.render(Machine.ROOT, Machine.class);
    assertThat(bind(reference)).isEqualTo(new Machine());
    assertThat(reference)
        .contains("# volume, at least 1\n    litres = 10")
        .contains("cylinders = 4")
        .contains("width = 1")
        .contains("# place = ?");
  }

  @Test
  void manyUnknownKeys_areAllNamed() throws IOException {
    String text =
        IntStream.range(0, 20).mapToObj(i -> "machine.x" + i + " = 1\n").reduce("", String::concat);
    assertThat(problems(text)).hasSize(20);
  }

  private Path file() {
    return folder.resolve("my.conf");
  }

  private String at(int line) {
    return file() + ": " + line + ": ";
  }

  private Path write(String text) throws IOException {
    return Files.writeString(file(), text);
  }

  private Machine bind(String text, String... overrides) throws IOException {
    return ConfigSource.load(write(text), Machine.ROOT, List.of(overrides))
        .bind(Machine.ROOT, Machine.class);
  }

  /** Each problem, checked to be one of those in the message. */
  private List<String> problems(String text, String... overrides) throws IOException {
    write(text);
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                ConfigSource.load(file(), Machine.ROOT, List.of(overrides))
                    .bind(Machine.ROOT, Machine.class));
    assertThat(refused).as("refusal of %s %s", text, Stream.of(overrides).toList()).isNotNull();
    assertThat(refused).hasMessage(String.join(System.lineSeparator(), refused.problems()));
    return refused.problems();
  }
}
