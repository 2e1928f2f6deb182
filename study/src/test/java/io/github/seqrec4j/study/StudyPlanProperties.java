package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.config.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StudyPlanProperties {

  @Property(tries = 100)
  void combinations_areTheProduct_eachOnce(
      @ForAll @Size(max = 4) List<@IntRange(min = 1, max = 4) Integer> sizes) {
    List<AxisSpec> axes = new ArrayList<>();
    int product = 1;
    for (int axis = 0; axis < sizes.size(); axis++) {
      List<VariantSpec> variants = new ArrayList<>();
      for (int variant = 0; variant < sizes.get(axis); variant++) {
        variants.add(new VariantSpec("v" + variant, Settings.NONE));
      }
      axes.add(new AxisSpec("axis" + axis, variants));
      product *= sizes.get(axis);
    }
    List<String> problems = new ArrayList<>();

    List<Combination> all = Combination.all(axes, problems);

    assertThat(problems).isEmpty();
    assertThat(all).hasSize(product);
    assertThat(new HashSet<>(all.stream().map(Combination::labels).toList())).hasSize(product);
    assertThat(all).allSatisfy(each -> assertThat(each.labels()).hasSize(axes.size()));
  }
}
