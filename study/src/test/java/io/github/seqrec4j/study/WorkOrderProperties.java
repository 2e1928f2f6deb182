package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class WorkOrderProperties {

  @Property
  void arguments_areReadAsTheyWereMeant(
      @ForAll @IntRange(min = 1) int threads,
      @ForAll @LongRange(min = 1) long parent,
      @ForAll WorkOrder.Kind kind,
      @ForAll @IntRange int epochs) {
    WorkOrder order =
        new WorkOrder(Path.of("runs", "a b"), "0123456789ab", threads, parent, kind, epochs);
    assertThat(WorkOrder.parse(order.arguments().toArray(String[]::new))).isEqualTo(order);
  }
}
