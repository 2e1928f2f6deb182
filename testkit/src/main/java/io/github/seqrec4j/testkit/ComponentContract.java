package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Components;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Component} keeps, whatever its kind: it is a record, equal to one of the same
 * options, found by its name in {@code META-INF/services}, and refuses options out of range by
 * name. The suites of the kinds extend it; extend it yourself for a kind of your own.
 *
 * @param <C> the kind
 */
public abstract class ComponentContract<C extends Component> {

  private final Class<C> kind;

  /**
   * For subclasses.
   *
   * @param kind the interface under whose name components are registered
   */
  protected ComponentContract(Class<C> kind) {
    this.kind = kind;
  }

  /** The component under test; each call makes one of the same options. */
  protected abstract C component();

  /** Options out of range, at least one for each option that has a range. */
  protected abstract List<RefusedOption> refusedOptions();

  @Test
  void type_selectsThisClass() {
    C component = component();
    assertThat(Components.of(kind).names())
        .as("names in META-INF/services/%s", kind.getName())
        .contains(component.type());
    assertThat(Components.of(kind).get(component.type()).getClass())
        .as("class that is registered under the name %s", component.type())
        .isEqualTo(component.getClass());
  }

  @Test
  void component_isRecord() {
    assertThat(component().getClass().isRecord()).as("a component is a record").isTrue();
    assertThat(component()).as("equal options make equal components").isEqualTo(component());
    assertThat(component()).hasSameHashCodeAs(component());
  }

  @Test
  void options_outOfRange_areRefusedByName() {
    RefusedOption.check(refusedOptions());
  }
}
