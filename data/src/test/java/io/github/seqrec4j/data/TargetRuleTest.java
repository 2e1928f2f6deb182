package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which interactions of a file are to be predicted, and what is said of it. */
final class TargetRuleTest {

  private static final String LOG =
      """
      user\titem\ttimestamp\tkind\trating
      u\ta\t1\tclick\t
      u\tb\t2\tpurchase\t5
      u\tc\t3\tclick\t2
      u\td\t4\tpurchase\t3.5
      u\te\t5\tcart\t4
      u\tf\t6\tpurchase\t0
      u\tg\t7\tclick\t1
      """;

  @TempDir private Path path;
  private Folder folder = new Folder(Path.of(""));

  @BeforeEach
  void write() throws IOException {
    folder = new Folder(path).text("interactions.tsv", LOG);
  }

  private static DataSpec spec(UnaryOperator<TargetSpecBuilder> targets) {
    return DataSpec.builder()
        .minimumInteractions(3)
        .categoryColumn("kind")
        .valueColumn("rating")
        .targets(targets.apply(TargetSpec.builder()).build())
        .build();
  }

  private List<Float> weights(UnaryOperator<TargetSpecBuilder> targets) {
    try (Dataset dataset = Dataset.open(path, spec(targets))) {
      List<Float> weights = new ArrayList<>();
      for (int p = 0; p < dataset.length(0); p++) {
        weights.add(dataset.targetWeight(0, p));
        assertThat(dataset.isTarget(0, p)).isEqualTo(dataset.targetWeight(0, p) > 0);
      }
      return weights;
    }
  }

  @Test
  void weights_followTheRule() {
    assertThat(weights(t -> t)).containsExactly(1f, 1f, 1f, 1f, 1f, 1f, 1f);
    assertThat(weights(t -> t.categories(List.of("purchase", "cart"))))
        .containsExactly(0f, 1f, 0f, 1f, 1f, 1f, 0f);
    assertThat(weights(t -> t.minimumValue(3.5))).containsExactly(0f, 1f, 0f, 1f, 1f, 0f, 0f);
    assertThat(weights(t -> t.weights(TargetSpec.Weights.VALUE)))
        .containsExactly(0f, 5f, 2f, 3.5f, 4f, 0f, 1f);
    assertThat(
            weights(
                t ->
                    t.categories(List.of("purchase"))
                        .minimumValue(1.0)
                        .weights(TargetSpec.Weights.VALUE)))
        .containsExactly(0f, 5f, 0f, 3.5f, 0f, 0f, 0f);
  }

  @Test
  void values_areThoseOfTheFile_alsoOfTheCache() {
    for (int read = 0; read < 2; read++) {
      try (Dataset dataset = Dataset.open(path, spec(t -> t))) {
        assertThat(dataset.value(0, 0)).isNaN();
        assertThat(dataset.value(0, 3)).isEqualTo(3.5);
        assertThat(dataset.categories()).containsExactly("click", "purchase", "cart");
        assertThat(dataset.category(0, 4)).isEqualTo(3);
      }
    }
  }

  @Test
  void values_outlastEveryFilter() throws IOException {
    folder.text("interactions.csv", LOG.replace('\t', ',')); // another format, alone
    folder.without("interactions.tsv");
    DataSpec spec =
        spec(t -> t).toBuilder()
            .filter(new DataSpec().filter().toBuilder().maximumLength(5).minimumPerItem(1).build())
            .build();
    try (Dataset dataset = Dataset.open(path, spec)) {
      assertThat(dataset.length(0)).isEqualTo(5);
      assertThat(dataset.value(0, 0)).isEqualTo(2);
      assertThat(dataset.value(0, 4)).isEqualTo(1);
    }
  }

  @Test
  void summary_saysRuleAndCounts() {
    try (Dataset dataset =
        Dataset.open(path, spec(t -> t.categories(List.of("purchase", "click"))))) {
      SplitSummary summary = dataset.split(5).summary();
      assertThat(Objects.requireNonNull(summary.targets()))
          .hasToString(
              "category purchase or click: 6 of 7 interactions, of which 3 train; the others are"
                  + " context");
    }
    try (Dataset dataset = Dataset.open(path, spec(t -> t))) {
      assertThat(dataset.split(5).summary().targets()).isNull();
    }
    assertThat(
            TargetSpec.builder()
                .minimumValue(4.0)
                .weights(TargetSpec.Weights.VALUE)
                .build()
                .words("rating"))
        .isEqualTo("rating of at least 4.0, weighted by rating");
  }

  @Test
  void hash_coversTheColumnAndItsRange_andNotTheRule() {
    String plain = hash(DataSpec.builder().minimumInteractions(3).build());
    String valued = hash(DataSpec.builder().minimumInteractions(3).valueColumn("rating").build());
    assertThat(valued).isNotEqualTo(plain);
    assertThat(hash(spec(t -> t.minimumValue(3.0)))).isEqualTo(hash(spec(t -> t)));
    assertThat(hash(spec(t -> t.weights(TargetSpec.Weights.VALUE))))
        .isNotEqualTo(hash(spec(t -> t)));
  }

  private String hash(DataSpec spec) {
    try (Dataset dataset = Dataset.open(path, spec)) {
      return dataset.hash();
    }
  }

  @Test
  void unknownCategory_isRefused_namingThoseThereAre() {
    refused(t -> t.categories(List.of("buy")))
        .hasMessageEndingWith(
            ": seqrec4j.data.targets.categories names 'buy', which no interaction has; they have"
                + " [click, purchase, cart]");
  }

  @Test
  void unusableValue_isRefused_withItsLineAndTheRemedy() throws IOException {
    for (String bad : List.of("good", "NaN", "1d", "0x1", "Infinity", "1,5")) {
      folder.text("interactions.tsv", LOG.replace("3.5", bad));
      refused(t -> t)
          .hasMessageEndingWith(
              "interactions.tsv: 5: '"
                  + bad
                  + "' in column 'rating' is no number; write one such as 4 or 0.5, or nothing");
    }
    folder.text("interactions.tsv", LOG.replace("3.5", "1e400"));
    refused(t -> t).hasMessageContaining("5: '1e400' in column 'rating' is larger than any double");
  }

  @Test
  void weightOutOfRange_isRefused_whereValuesWeigh() throws IOException {
    for (String bad : List.of("-0.5", "1e13")) {
      folder.text("interactions.tsv", LOG.replace("3.5", bad));
      refused(t -> t.weights(TargetSpec.Weights.VALUE))
          .hasMessageEndingWith(
              "interactions.tsv: 5: '"
                  + bad
                  + "' in column 'rating' is no weight, which is from 0 (not to be predicted) to"
                  + " 1e12; change it, or set seqrec4j.data.targets.weights to equal");
      Dataset.open(path, spec(t -> t)).close(); // a value like any other
    }
  }

  @Test
  void columnThatTheFileLacks_isRefused() throws IOException {
    folder.text("interactions.tsv", LOG.replace("rating", "stars"));
    refused(t -> t)
        .hasMessageContaining("rating")
        .hasMessageContaining("seqrec4j.data.value-column");
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      UnaryOperator<TargetSpecBuilder> targets) {
    return assertThatThrownBy(() -> Dataset.open(path, spec(targets)).close())
        .isInstanceOf(DataException.class);
  }

  @Test
  void ruleWithoutItsColumn_isRefused() {
    assertThatThrownBy(
            () ->
                DataSpec.builder()
                    .targets(TargetSpec.builder().categories(List.of("buy")).build())
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("categoryColumn must name a column, as targets.categories reads it");
    assertThatThrownBy(
            () ->
                DataSpec.builder().targets(TargetSpec.builder().minimumValue(4.0).build()).build())
        .hasMessage("valueColumn must name a column, as targets.minimum-value reads it");
    assertThatThrownBy(
            () ->
                DataSpec.builder()
                    .targets(TargetSpec.builder().weights(TargetSpec.Weights.VALUE).build())
                    .build())
        .hasMessage("valueColumn must name a column, as targets.weights = value reads it");
    assertThatThrownBy(() -> TargetSpec.builder().categories(List.of(" ")).build())
        .hasMessage("categories must not be blank: [ ]");
    assertThatThrownBy(() -> TargetSpec.builder().minimumValue(Double.NaN).build())
        .hasMessage("minimumValue must be finite: NaN");
  }
}
