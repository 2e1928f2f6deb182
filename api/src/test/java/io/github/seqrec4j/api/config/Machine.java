package io.github.seqrec4j.api.config;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Option;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A spec of the shapes that real ones have: scalars, lists, a nested record, nested components. */
public record Machine(
    @Option("where it stands") @Nullable Path place,
    @Option("its name") String name,
    @Option("how it is finished") Finish finish,
    @Option("gears") List<Integer> gears,
    @Option("whether it is on wheels") boolean wheels,
    @Option("serial number") long serial,
    @Option("its tank") Tank tank,
    @Option(value = "what drives it", defaultType = "steam") Engine engine) {

  static final String ROOT = "machine";

  /** The defaults. */
  public Machine() {
    this(null, "none", Finish.BARE_METAL, List.of(1, 2), true, 7, new Tank(), new Steam());
  }

  /** Checks that the parts fit. */
  public Machine {
    gears = List.copyOf(gears);
    Arguments.part("engine", () -> engine.check(tank.litres()));
  }

  /** How it is finished. */
  public enum Finish {
    /** Not at all. */
    BARE_METAL,
    /** In colour. */
    PAINTED
  }

  /** A plain record. */
  public record Tank(
      @Option("volume, at least 1") int litres, @Option("pressure") double pressure) {

    /** Ten litres. */
    public Tank() {
      this(10, 1.5);
    }

    /** Checks the range. */
    public Tank {
      Arguments.atLeast("litres", litres, 1);
      Arguments.positive("pressure", pressure);
    }
  }

  /** A kind of component. */
  public interface Engine extends Component {

    /** Refuses a tank too small. */
    void check(int litres);
  }

  /** A component that holds another. */
  public record Steam(
      @Option("boilers, at least 1") int boilers,
      @Option("loss, in [0, 1)") double loss,
      @Option("its valve") Valve valve)
      implements Engine {

    /** Two boilers. */
    public Steam() {
      this(2, 0.1, new Gate());
    }

    /** Checks the ranges. */
    public Steam {
      Arguments.atLeast("boilers", boilers, 1);
      Arguments.rate("loss", loss);
    }

    @Override
    public String type() {
      return "steam";
    }

    @Override
    public void check(int litres) {
      if (boilers > litres) {
        throw new IllegalArgumentException(
            "boilers must not exceed litres: boilers=" + boilers + ", litres=" + litres);
      }
    }
  }

  /** Another of the same kind. */
  public record Diesel(@Option("cylinders, at least 1") int cylinders) implements Engine {

    /** Four cylinders. */
    public Diesel() {
      this(4);
    }

    /** Checks the range. */
    public Diesel {
      Arguments.atLeast("cylinders", cylinders, 1);
    }

    @Override
    public String type() {
      return "diesel";
    }

    @Override
    public void check(int litres) {
      Arguments.atLeast("litres", litres, 1);
    }
  }

  /** A kind within a component. */
  public interface Valve extends Component {}

  /** A component without options. */
  public record Gate() implements Valve {
    @Override
    public String type() {
      return "gate";
    }
  }

  /** A component with one. */
  public record Ball(@Option("width, at least 1") int width) implements Valve {

    /** One wide. */
    public Ball() {
      this(1);
    }

    /** Checks the range. */
    public Ball {
      Arguments.atLeast("width", width, 1);
    }

    @Override
    public String type() {
      return "ball";
    }
  }
}
