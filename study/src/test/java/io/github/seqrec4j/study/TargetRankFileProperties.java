package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.evaluation.Ranking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class TargetRankFileProperties {

  @Property(tries = 50)
  void file_readsBackAsItWas(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 1, max = 1e6) Double> ranks)
      throws IOException {
    double[] values = ranks.stream().mapToDouble(rank -> rank).toArray();
    values[0] = Double.POSITIVE_INFINITY;
    TargetRankFile one = RunFixture.ranks("c0ffee", values);
    Map<String, Ranking> rankings = new LinkedHashMap<>(one.rankings());
    rankings.put("text", Ranking.ofUsers(values.clone()));
    TargetRankFile written = new TargetRankFile("c0ffee", one.targets(), rankings);
    Path file = Files.createTempFile("ranks", ".tsv");
    try {
      written.write(file);
      TargetRankFile read = TargetRankFile.read(file);

      assertThat(read.dataHash()).isEqualTo("c0ffee");
      assertThat(read.targets()).isEqualTo(written.targets());
      assertThat(read.rankings()).containsOnlyKeys("ensemble", "text");
      assertThat(FinishedRun.ensemble(read).ranks()).isEqualTo(values);
      assertThat(FinishedRun.ensemble(read).users())
          .isEqualTo(FinishedRun.ensemble(written).users());
    } finally {
      Files.delete(file);
    }
  }

  @Example
  void damagedFiles_areRefused() throws IOException {
    Path file = Files.createTempFile("ranks", ".tsv");
    try {
      for (String text :
          List.of(
              "",
              "user\ttarget\tensemble\n",
              "# ranks of targets, data a\nuser\ttarget\tensemble\n1\t2\n",
              "# ranks of targets, data a\nuser\ttarget\tensemble\n1\t2\t0.5\n",
              "# ranks of targets, data a\nuser\ttarget\tensemble\n1\tx\t3\n")) {
        Files.writeString(file, text);
        assertThatThrownBy(() -> TargetRankFile.read(file))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("damaged")
            .hasMessageContaining("delete it");
      }
    } finally {
      Files.delete(file);
    }
  }
}
