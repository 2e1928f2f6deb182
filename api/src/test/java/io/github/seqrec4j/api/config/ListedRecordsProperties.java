package io.github.seqrec4j.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.config.Railway.Hours;
import io.github.seqrec4j.api.config.Railway.Shop;
import io.github.seqrec4j.api.config.Railway.Station;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ListedRecordsProperties {

  @Property(tries = 200)
  void writtenAndRead_isEqual(@ForAll("railways") Railway railway) {
    String text = HoconWriter.write(Railway.ROOT, railway);
    assertThat(bind(text)).as(text).isEqualTo(railway);
  }

  @Example
  void elements_keepTheirOwnDefaults() {
    assertThat(bind("railway.stations = [{}, { platforms = 7, shops = [{ goods = tea }] }]"))
        .isEqualTo(
            new Railway(
                "line",
                List.of(
                    new Station(),
                    new Station(7, "stop", new Hours(), List.of(new Shop("tea", 0.5))))));
    assertThat(bind("railway {}").stations()).containsExactly(new Station());
    assertThat(bind("railway.stations = []").stations()).isEmpty();
  }

  @Example
  void allProblems_comeAtOnceWithLineAndPlaceInTheList() {
    String text =
        """
        railway {
          stations = [
            { platforms = two }
            { platform = 1 }
            5
            {
              platforms = 0
              hours { from = -1 }
            }
            {
              shops = [
                { goods = tea }
                { share = 2 }
              ]
            }
            { shops = [{ goods = tea, share = 1 }] }
          ]
        }
        """;
    assertThat(problems(text))
        .containsExactly(
            "text: 3: railway.stations[0].platforms: expected a whole number below 2^31 in size, got"
                + " \"two\"",
            "text: 4: unknown key 'platform' in railway.stations[1]; did you mean 'platforms'?"
                + " known: platforms, station-name, hours, shops",
            "text: 5: railway.stations[2]: expected an object { ... }, got 5",
            "text: 8: railway.stations[3].hours.from must be at least 0: -1",
            "text: 13: missing key railway.stations[4].shops[1].goods: what it sells",
            "text: 16: railway.stations[5].shops[0].share must be in [0, 1): 1.0");
  }

  @Example
  void refusedElement_namesItsOptionAndLine() {
    assertThat(problems("railway.stations = [\n{}\n{\n platforms = 0 }]"))
        .containsExactly("text: 4: railway.stations[1].platforms must be at least 1: 0");
  }

  @Example
  void noList_isRefused() {
    assertThat(problems("railway.stations { platforms = 1 }"))
        .containsExactly(
            "text: 1: railway.stations: expected a list of objects [{ ... }], got {\"platforms\":1}");
  }

  @Example
  void override_setsTheWholeList() {
    assertThat(
            ConfigSource.parse(
                    "railway {}", "text", Railway.ROOT, List.of("railway.stations=[{platforms=3}]"))
                .bind(Railway.ROOT, Railway.class)
                .stations())
        .containsExactly(new Station(3, "stop", new Hours(), List.of()));
  }

  @Example
  void reference_saysWhatEachHoldsAndBindsToTheDefaults() {
    String reference = ReferenceConf.render(Railway.ROOT, Railway.class);
    assertThat(bind(reference)).as(reference).isEqualTo(new Railway());
    assertThat(reference)
        .contains("# stations in their order\n  # each is an object {")
        .contains("# platforms, at least 1")
        .contains("platforms = 2")
        .contains("# share of the rent, in [0, 1)");
  }

  @Provide
  static Arbitrary<Railway> railways() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(6);
    Arbitrary<Shop> shops =
        Combinators.combine(text, Arbitraries.doubles().between(0, 0.99)).as(Shop::new);
    Arbitrary<Hours> hours =
        Combinators.combine(Arbitraries.integers().between(0, 23), text.injectNull(0.3))
            .as(Hours::new);
    Arbitrary<Station> stations =
        Combinators.combine(
                Arbitraries.integers().between(1, 99), text, hours, shops.list().ofMaxSize(3))
            .as(Station::new);
    return Combinators.combine(text, stations.list().ofMaxSize(4)).as(Railway::new);
  }

  private static Railway bind(String text) {
    return ConfigSource.parse(text, "text", Railway.ROOT, List.of())
        .bind(Railway.ROOT, Railway.class);
  }

  private static List<String> problems(String text) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> bind(text));
    assertThat(refused).as("refusal of %s", text).isNotNull();
    return refused.problems();
  }
}
