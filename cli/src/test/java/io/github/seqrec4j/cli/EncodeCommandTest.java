package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.FeatureStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code seqrec encode} through the command line. */
final class EncodeCommandTest {

  @TempDir private Path folder;
  private Path features;

  @BeforeEach
  void dataset() throws IOException {
    features = folder.resolve("features");
    Files.writeString(
        folder.resolve("items.tsv"),
        "item\ttitle\tbrand\nmug\tRed Mug\tAcme\nhat\t \t \nchair\tOak Chair\t \n");
    Files.writeString(folder.resolve("interactions.tsv"), "user\titem\nu\tmug\nu\that\nu\tchair\n");
  }

  @Test
  void text_isEncodedOnceAndThenLeftAlone() throws IOException {
    Result first = text().good();
    assertThat(first.out())
        .contains("text.npy: 2 items encoded, 384 numbers each; 1 had nothing to encode");
    assertThat(first.err()).contains("minilm, 3 items");
    JsonObject said = provenance();
    assertThat(said.getAsJsonObject("key").get("encoder").getAsString()).isEqualTo("minilm");
    assertThat(said.getAsJsonObject("key").get("model").getAsString()).hasSize(64);
    assertThat(said.getAsJsonObject("counts").get("missing").getAsInt()).isEqualTo(1);
    byte[] bytes = Files.readAllBytes(features.resolve("text.npy"));

    Result again = text().good();
    assertThat(again.out()).contains("text.npy: up to date: 2 items encoded");
    assertThat(again.err()).isEmpty();

    Result forced = text("--force").good();
    assertThat(forced.err()).contains("anew: as told");
    assertThat(features.resolve("text.npy")).hasBinaryContent(bytes);
    try (var files = Files.list(features)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("text.npy", "text.json", ".text.lock");
    }
  }

  @Test
  void text_isEncodedAnewWhenAnythingChanged() throws IOException {
    text().good();
    assertThat(text("--template", "{title} by {brand}").good().err())
        .contains("anew: those there have other content");
    assertThat(text("--template", "{title} by {brand}", "--set", "max-length=9").good().err())
        .contains("anew: those there have options");
    Files.delete(features.resolve("text.npy"));
    assertThat(text("--template", "{title} by {brand}").good().out()).doesNotContain("up to date");
  }

  @Test
  void tokens_comeWithTheirMask() {
    text("--set", "output=tokens", "--set", "tokens=6").good();
    float[] mask = mask();
    // [CLS] red mug [SEP]; nothing; [CLS] oak chair [SEP]
    assertThat(mask).containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0);
    text().good(); // the mask goes with its features
    assertThat(features.resolve("text.mask.npy")).doesNotExist();
    assertThat(mask()).containsExactly(1, 0, 1);
  }

  @Test
  void images_areEncodedAndCounted() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    ImageIO.write(
        new BufferedImage(20, 30, BufferedImage.TYPE_INT_RGB),
        "png",
        images.resolve("mug.png").toFile());
    Files.writeString(images.resolve("hat.jpg"), "no picture");
    Result encoded = encode("--modality", "image").good();
    assertThat(encoded.out())
        .contains("1 items encoded, 256 numbers each; 1 had nothing to encode, 1 were unreadable")
        .contains("hat.jpg: not a picture in a known format");
    encode("--modality", "image", "--set", "output=tokens", "--set", "cells=2").good();
    try (Dataset dataset = Dataset.open(folder, spec())) {
      assertThat(dataset.features(Modality.IMAGE).schema().tokens()).isEqualTo(4);
    }
  }

  @Test
  void featuresOfAnotherOrigin_areKept() throws IOException {
    text().good();
    byte[] bytes = Files.readAllBytes(features.resolve("text.npy"));
    Files.delete(features.resolve("text.json"));
    text().failed(3, "text.npy: these features are not of seqrec4j", "text.json", "--force");
    assertThat(features.resolve("text.npy")).hasBinaryContent(bytes);
    text("--force").good();
  }

  @Test
  void weightsFreeEncoder_isChosenByName() {
    text("--encoder", "tf-idf-svd", "--set", "width=3")
        .failed(3, "no word occurs in two of 2 texts");
    assertThat(text("--template", "a thing: {title}", "--encoder", "tf-idf-svd").good().out())
        .contains("2 items encoded, 1 numbers each"); // all they share, once
  }

  @Test
  void wrongUsage_isRefusedWithTheRemedy() throws IOException {
    text("--encoder", "minilmm").failed(2, "unknown encoder 'minilmm'", "did you mean 'minilm'?");
    text("--set", "tokns=3").failed(2, "unknown key 'tokns'", "did you mean 'tokens'?");
    text("--set", "tokens=0").failed(2, "encode.text.encoder.minilm.tokens must be at least 1: 0");
    text("--set", "tokens=2147483647")
        .failed(2, "encode.text.encoder.minilm.tokens must be at most 16384: 2147483647");
    text("--set", "batch-tokens=2147483647").failed(2, "batch-tokens must be at most 1048576");
    text("--template", "{title").failed(2, "encode.text.template must close the brace");
    encode("--modality", "image", "--template", "{title}").failed(2, "--template is for");
    encode("--modality", "sound").failed(2, "--modality", "TEXT, IMAGE");
    text("--encoder", "transformer").failed(2, "encoder.transformer.folder is not set");
    text("--threads", "0").failed(2, "threads must be at least 1: 0");
    text("--threads", "2000000").failed(2, "threads must be at most 1024: 2000000");
    assertThat(features).doesNotExist();
  }

  @Test
  void renamedColumns_areThoseOfTheTraining() throws IOException {
    Path items = folder.resolve("items.tsv");
    Files.writeString(items, Files.readString(items).replace("item\ttitle", "sku\tname"));
    text()
        .failed(3, "items.tsv: 1: no column 'item'; the columns are sku, name, brand")
        .failed(3, "set seqrec4j.data.item-column (in a file for --config, or by --set)");
    text("--set", "seqrec4j.data.item-column=sku")
        .failed(3, "no column 'title'", "seqrec4j.data.title-column (in a file for --config");
    Path config = folder.resolve("shop.conf");
    Files.writeString(config, "seqrec4j.data { item-column = sku, title-column = name }\n");
    assertThat(text("--config", config).good().out()).contains("2 items encoded");
  }

  @Test
  void badData_isRefusedWithFileAndRemedy() throws IOException {
    text("--template", "{title}. {plot}")
        .failed(3, "items.tsv: 1: no column 'plot'", "item, title, brand", "template");
    encode("--modality", "image").failed(3, "images: no such folder");
    Result.of("encode", "--data", folder.resolve("none"), "--modality", "text")
        .failed(3, "items.tsv: missing");
    Files.writeString(folder.resolve("items.tsv"), "item\ttitle\nmug\t \n");
    text().failed(3, "columns [title]: none of 1 items has anything to encode");
    assertThat(TrainedModelTest.names(features)).containsExactly(".text.lock");
  }

  private Result text(Object... more) {
    Object[] all = new Object[2 + more.length];
    all[0] = "--modality";
    all[1] = "text";
    System.arraycopy(more, 0, all, 2, more.length);
    return encode(all);
  }

  private Result encode(Object... more) {
    Object[] all = new Object[3 + more.length];
    System.arraycopy(new Object[] {"encode", "--data", folder}, 0, all, 0, 3);
    System.arraycopy(more, 0, all, 3, more.length);
    return Result.of(all);
  }

  private JsonObject provenance() throws IOException {
    return JsonParser.parseString(Files.readString(features.resolve("text.json")))
        .getAsJsonObject();
  }

  private static DataSpec spec() {
    return DataSpec.builder().minimumInteractions(3).build();
  }

  private float[] mask() {
    try (Dataset dataset = Dataset.open(folder, spec())) {
      FeatureStore store = dataset.features(Modality.TEXT);
      FloatBuffer mask = FloatBuffer.allocate(3 * store.schema().tokens());
      FloatBuffer values = FloatBuffer.allocate(mask.capacity() * store.schema().width());
      store.read(new int[] {1, 2, 3}, values, mask);
      return mask.array();
    }
  }
}
