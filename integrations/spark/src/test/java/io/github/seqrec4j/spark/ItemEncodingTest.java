package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.Output;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.encode.EncodingOptions;
import io.github.seqrec4j.encode.EncodingSummary;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.encode.ImageFeatures;
import io.github.seqrec4j.encode.Redo;
import io.github.seqrec4j.encode.TextFeatures;
import io.github.seqrec4j.encode.image.ColourLayout;
import io.github.seqrec4j.encode.text.MiniLm;
import io.github.seqrec4j.encode.text.TfIdfSvd;
import io.github.seqrec4j.encode.text.TokenOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features from the executors are, byte by byte, those of one machine. */
class ItemEncodingTest {

  private static final StructType ITEMS =
      new StructType()
          .add("item", DataTypes.StringType)
          .add("title", DataTypes.StringType)
          .add("brand", DataTypes.StringType)
          .add("picture", DataTypes.StringType)
          .add("line", DataTypes.LongType);

  private static final DataSpec DATA = new DataSpec();

  @TempDir Path folder;
  private Path work;
  private ItemEncoding encoding;

  @BeforeEach
  void encoding() {
    work = folder.resolve("work");
    encoding =
        new ItemEncoding(PrepareSpec.builder().itemOrderColumn("line").build(), work.toString());
  }

  @Test
  void texts_areThoseOfOneMachineInChunksAndGoOnAfterAKill() throws IOException {
    int number = 60;
    Dataset<Row> items = items(number);
    TextFeatures text =
        TextFeatures.builder()
            .template("{title}, by {brand}")
            .encoder(
                new MiniLm(
                    TokenOptions.builder()
                        .output(Output.TOKENS)
                        .tokens(256)
                        .build())) // 42 items a chunk
            .build();
    Path own = dataset(number, "own");
    EncodingSummary expected = FeatureEncoding.encodeText(own, DATA, text, new EncodingOptions());
    EncodedItems killed = encoding.texts(items, text);
    Path store;
    try (Stream<Path> all = Files.list(work)) {
      store = all.findFirst().orElseThrow();
    }
    List<Path> chunks = chunks(store);
    assertThat(chunks).hasSize(2);
    byte[] kept = Files.readAllBytes(chunks.get(0));
    byte[] lost = Files.readAllBytes(chunks.get(1));
    Files.setLastModifiedTime(chunks.get(0), FileTime.fromMillis(1000));
    Files.delete(chunks.get(1)); // as if it had been killed before

    try (EncodedItems encoded = encoding.texts(items, text)) {
      assertThat(chunks(store)).isEqualTo(chunks);
      assertThat(Files.getLastModifiedTime(chunks.get(0)).toMillis()).isEqualTo(1000);
      assertThat(chunks.get(0)).hasBinaryContent(kept);
      assertThat(chunks.get(1)).hasBinaryContent(lost);

      Path made = dataset(number, "made");
      same(encoded, made, expected, "text.npy", "text.mask.npy");
      assertThat(FeatureEncoding.encodeText(made, DATA, text, new EncodingOptions()).state())
          .as("to seqrec encode they are its own")
          .isEqualTo(EncodingSummary.State.UP_TO_DATE);
      Files.write(chunks.get(0), Arrays.copyOf(kept, kept.length - 1));
      assertThatThrownBy(() -> encoded.writeFeatures(made, Redo.IF_CHANGED))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("chunk-0", "damaged", "encode again");
    }
    killed.close(); // nothing is there
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).as("the workspace after close").isEmpty();
    }
  }

  @Test
  void pictures_areThoseOfOneMachine() throws IOException {
    int number = 60;
    Path own = dataset(number, "own");
    pictures(own, number);
    EncodingSummary expected =
        FeatureEncoding.encodeImages(
            own, DATA, ImageFeatures.builder().build(), new EncodingOptions());

    try (EncodedItems encoded = encoding.pictures(items(number), "picture", new ColourLayout())) {
      same(encoded, dataset(number, "made"), expected, "image.npy");
      assertThat(expected.unreadable()).isPositive();
      List<Row> rows = encoded.features().orderBy("item").collectAsList();
      assertThat(rows).hasSize(number);
      assertThat(rows.stream().filter(row -> row.isNullAt(1)).count())
          .isEqualTo(encoded.missing() + encoded.unreadable());
      assertThat(rows.get(0).getList(1)).hasSize(encoded.shape().width());
      assertThat(rows.get(0).getList(2)).isEqualTo(List.of(true));
    }
  }

  /** Writes features, and holds them against those of one machine, whose folder is own. */
  private void same(EncodedItems encoded, Path made, EncodingSummary expected, String... files)
      throws IOException {
    EncodingSummary actual = encoded.writeFeatures(made, Redo.IF_CHANGED);
    assertThat(actual).usingRecursiveComparison().ignoringFields("file").isEqualTo(expected);
    assertThat(actual.missing()).isPositive();
    for (String file : files) {
      assertThat(made.resolve("features").resolve(file))
          .hasSameBinaryContentAs(expected.file().resolveSibling(file));
    }
  }

  @Test
  void bytesOfPictures_areEncodedToo() throws IOException {
    Path own = dataset(40, "own");
    pictures(own, 40);
    Dataset<Row> items = items(40);
    Dataset<Row> bytes =
        LocalSpark.session()
            .read()
            .format("binaryFile")
            .load(own.resolve("images").toString())
            .select(
                functions.regexp_extract(functions.col("path"), "([^/]*)[.]png$", 1).as("item"),
                functions.col("content"));

    try (EncodedItems paths = encoding.pictures(items, "picture", new ColourLayout());
        EncodedItems encoded =
            encoding.pictures(
                items
                    .join(bytes, items.col("item").equalTo(bytes.col("item")), "left")
                    .select(items.col("item"), items.col("line"), bytes.col("content")),
                "content",
                new ColourLayout())) {
      assertThat(encoded.features().orderBy("item").collectAsList().toString())
          .isEqualTo(paths.features().orderBy("item").collectAsList().toString());
      assertThat(encoded.examples().get(0))
          .contains("item 'i", "column 'content': not a picture in a known format");
    }
  }

  @Test
  void whatCannotBe_isToldAtOnce() throws IOException {
    Dataset<Row> items = items(10);
    TextFeatures learning = TextFeatures.builder().encoder(new TfIdfSvd()).build();
    TextFeatures lacking = TextFeatures.builder().template("{colour}").build();

    assertThatThrownBy(() -> encoding.texts(items, learning))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("learns from all texts of a catalogue");
    assertThatThrownBy(() -> encoding.texts(items, lacking))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no column 'colour'");
    assertThatThrownBy(() -> encoding.pictures(items, "line", new ColourLayout()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'line' is of type BIGINT; expected paths");
    assertThatThrownBy(
            () ->
                encoding.pictures(
                    items.withColumn("picture", functions.lit("/no/such.png")),
                    "picture",
                    new ColourLayout()))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("none of 10 items", "/no/such.png: no such file");
  }

  @Test
  void featuresOfAnotherCatalogue_areNotWritten() throws IOException {
    Path own = dataset(41, "own");
    pictures(own, 40);
    try (EncodedItems encoded = encoding.pictures(items(40), "picture", new ColourLayout())) {
      assertThatThrownBy(() -> encoded.writeFeatures(own, Redo.IF_CHANGED))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("features of 40 of its 41 items; item 'i40' has none");
      assertThat(own.resolve("features/image.npy")).doesNotExist();
    }
  }

  private static List<Path> chunks(Path store) throws IOException {
    try (Stream<Path> all = Files.list(store)) {
      return all.filter(file -> file.getFileName().toString().startsWith("chunk-"))
          .sorted()
          .toList();
    }
  }

  private static List<@Nullable String> row(int i) {
    String title =
        i % 7 == 3
            ? null
            : "Title of <b>" + i + "</b> " + "word ".repeat(new Random(i).nextInt(30));
    return Arrays.asList("i" + i, title, i % 7 == 3 || i % 2 == 0 ? null : "Brand " + i % 9);
  }

  private Dataset<Row> items(int number) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      List<@Nullable String> row = row(i);
      String picture = i % 5 == 4 ? null : folder.resolve("own/images/i" + i + ".png").toString();
      rows.add(RowFactory.create(row.get(0), row.get(1), row.get(2), picture, (long) i));
    }
    Collections.shuffle(rows, new Random(4));
    return LocalSpark.session().createDataFrame(rows, ITEMS).repartition(4);
  }

  private Path dataset(int number, String name) throws IOException {
    StringBuilder text = new StringBuilder("item\ttitle\tbrand\n");
    for (int i = 0; i < number; i++) {
      for (String value : row(i)) {
        text.append(value == null ? "" : value.strip()).append('\t');
      }
      text.setCharAt(text.length() - 1, '\n');
    }
    Path directory = Files.createDirectory(folder.resolve(name));
    Files.writeString(directory.resolve("items.tsv"), text);
    return directory;
  }

  /** Of one colour each; every fifth is not there, and every eleventh is none. */
  private static void pictures(Path directory, int number) throws IOException {
    Path images = Files.createDirectory(directory.resolve("images"));
    for (int i = 0; i < number; i++) {
      Path file = images.resolve("i" + i + ".png");
      if (i % 5 == 4) {
        continue;
      }
      if (i % 11 == 5) {
        Files.writeString(file, "no picture");
        continue;
      }
      BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
      picture.setRGB(i % 8, i / 8 % 8, 0x40c080 + i);
      assertThat(ImageIO.write(picture, "png", file.toFile())).isTrue();
    }
  }
}
