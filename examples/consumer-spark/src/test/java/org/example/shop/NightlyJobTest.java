package org.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.seqrec4j.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyJobTest {

  @TempDir Path folder;

  @Test
  void log_becomesADatasetDirectory() {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.local.dir", folder.resolve("local").toString())
            .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
            .getOrCreate()) {
      List<Row> rows = new ArrayList<>();
      for (long offset = 0; offset < 60; offset++) {
        rows.add(
            RowFactory.create("user " + offset % 6, "item " + offset % 9, offset / 10, offset));
      }
      StructType columns =
          new StructType()
              .add("user", DataTypes.StringType)
              .add("item", DataTypes.StringType)
              .add("timestamp", DataTypes.LongType)
              .add("offset", DataTypes.LongType);

      NightlyJob.prepare(
          spark.createDataFrame(rows, columns).repartition(3),
          folder.resolve("work").toString(),
          folder.resolve("shop"));
    }
    try (Dataset dataset = Dataset.open(folder.resolve("shop"))) {
      assertEquals(6, dataset.users());
      assertEquals(9, dataset.items());
      assertEquals(60, dataset.interactions());
      assertEquals("user 0", dataset.userId(0));
    }
  }
}
