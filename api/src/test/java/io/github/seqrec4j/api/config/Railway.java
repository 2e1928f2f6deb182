package io.github.seqrec4j.api.config;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A spec with a list of records, which hold a record and a list of records themselves. */
public record Railway(
    @Option("its name") String name, @Option("stations in their order") List<Station> stations) {

  static final String ROOT = "railway";

  /** One station. */
  public Railway() {
    this("line", List.of(new Station()));
  }

  /** Copies. */
  public Railway {
    stations = List.copyOf(stations);
  }

  /** An element of the list. */
  public record Station(
      @Option("platforms, at least 1") int platforms,
      @Option("its name") String stationName,
      @Option("when it opens") Hours hours,
      @Option("shops in it") List<Shop> shops) {

    /** Two platforms, no shop. */
    public Station() {
      this(2, "stop", new Hours(), List.of());
    }

    /** Checks the range and copies. */
    public Station {
      Arguments.atLeast("platforms", platforms, 1);
      shops = List.copyOf(shops);
    }
  }

  /** A record within an element. */
  public record Hours(
      @Option("first hour, 0 to 23") int from, @Option("kind of day") @Nullable String day) {

    /** From five on any day. */
    public Hours() {
      this(5, null);
    }

    /** Checks the range. */
    public Hours {
      Arguments.atLeast("from", from, 0);
    }
  }

  /** An element without defaults. */
  public record Shop(
      @Option("what it sells") String goods,
      @Option(value = "share of the rent, in [0, 1)", defaultValue = "0.5") double share) {

    /** Checks the range. */
    public Shop {
      Arguments.rate("share", share);
    }
  }
}
