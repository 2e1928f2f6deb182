package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.data.ingest.IngestSpec;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real log: {@code -Dseqrec4j.movielens.dir=DIR}, a dataset directory of TSV files. */
class MovieLensIT {

  @TempDir Path folder;

  @Test
  void log_isPreparedAsOnOneMachine() {
    String directory = System.getProperty("seqrec4j.movielens.dir", "");
    assumeTrue(
        !directory.isEmpty(), "-Dseqrec4j.movielens.dir names no dataset directory of MovieLens");
    Path raw = Path.of(directory);
    // A million rows are worth the compiling that small tests leave out.
    LocalSpark.session().conf().set("spark.sql.codegen.wholeStage", true);
    LocalSpark.session().conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
    DataSpec data =
        DataSpec.builder()
            .filter(FilterSpec.builder().minimumPerItem(20).maximumLength(200).build())
            .ingest(IngestSpec.builder().cache(folder.resolve("cache")).build())
            .build();
    PrepareSpec spec =
        PrepareSpec.builder().data(data).orderColumn("line").itemOrderColumn("line").build();

    try (PreparedLog prepared =
        new LogPreparation(spec, folder.resolve("work").toString())
            .prepare(table(raw.resolve("interactions.tsv")), table(raw.resolve("items.tsv")))) {
      prepared.writeDataset(folder.resolve("made"));
      try (Dataset expected = Dataset.open(raw, data);
          Dataset actual = Dataset.open(folder.resolve("made"), prepared.dataSpec())) {
        assertThat(PreparedRows.items(actual)).isEqualTo(PreparedRows.items(expected));
        assertThat(PreparedRows.interactions(actual).equals(PreparedRows.interactions(expected)))
            .as("rows alike")
            .isTrue();
        assertThat(prepared.summary()).isEqualTo(expected.summary());
        assertThat(expected.summary().dropped()).isNotEmpty();
      }
    }
  }

  /** One file, whose rows Spark numbers in their order. */
  private static org.apache.spark.sql.Dataset<Row> table(Path file) {
    SparkSession spark = LocalSpark.session();
    return spark
        .read()
        .option("sep", "\t")
        .option("header", true)
        .option("quote", "")
        .csv(file.toString())
        .withColumn("line", functions.monotonically_increasing_id());
  }
}
