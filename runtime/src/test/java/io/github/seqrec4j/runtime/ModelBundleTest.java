package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.TinyBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bundle says is checked before it is believed. */
final class ModelBundleTest {

  @TempDir private Path folder;
  private Path bundle = Path.of("");

  @BeforeEach
  void save() {
    bundle = TinyBundle.save(folder.resolve("model"), 1, TinyBundle.histories());
  }

  @Test
  void bundle_saysWhatItIs() throws IOException {
    JsonObject manifest = Forgery.manifest(bundle);
    assertThat(manifest.keySet())
        .containsExactly(
            "format",
            "library",
            "created",
            "dataHash",
            "items",
            "categories",
            "branches",
            "width",
            "maxLength",
            "ensemble",
            "files");
    assertThat(manifest.getAsJsonObject("files").keySet())
        .containsExactlyInAnyOrderElementsOf(
            Forgery.names(bundle).stream().filter(n -> !n.equals("bundle.json")).toList());
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      assertThat(model.origin()).isEqualTo(TinyBundle.ORIGIN);
      assertThat(model.model()).isEqualTo(TinyBundle.model());
      assertThat(model.items()).isEqualTo(TinyBundle.items());
      assertThat(model.title(item(2))).isEqualTo("Title of item-2");
    }
  }

  @Test
  void users_areInABundleOnlyIfAskedFor() throws IOException {
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      UserHistories users = model.histories().orElseThrow();
      assertThat(users.users()).containsExactly("ann", "bob, \"the second\"");
      assertThat(users.history("ann")).containsExactly(item(1), item(2), item(3));
      assertThatThrownBy(() -> users.history("eve"))
          .hasMessage(
              "unknown user 'eve': not among the 2 users trained on; give the history instead");
    }
    Path without = TinyBundle.save(folder.resolve("without"), 1, null);
    try (SequentialRecommender model = SequentialRecommender.load(without)) {
      assertThat(model.histories()).isEmpty();
    }
    for (String name : Forgery.names(without)) {
      assertThat(Files.readString(without.resolve(name), StandardCharsets.ISO_8859_1))
          .as(name)
          .doesNotContain("ann", "bob");
    }
  }

  @Test
  void bundle_ofTheSameModel_hasTheSameBytes() throws IOException {
    Path again = TinyBundle.save(folder.resolve("again"), 1, TinyBundle.histories());
    for (String name : Forgery.names(bundle)) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(bundle.resolve(name));
    }
    assertThatThrownBy(() -> TinyBundle.save(bundle, 1, null))
        .hasMessage(bundle + " exists; a model is never overwritten");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weights.safetensors",
        "item-vectors.safetensors",
        "model.conf",
        "items.csv",
        "users.csv",
        "report.json"
      })
  void damagedFile_isNamed(String name) throws IOException {
    Path file = bundle.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    byte[] bytes = whole.clone();
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    refused(file + ": damaged: its SHA-256 is not the one in bundle.json; restore it from a copy");
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 1));
    refused(file + ": damaged: " + (whole.length + 1) + " bytes, bundle.json says " + whole.length);
    Files.delete(file);
    refused(file + ": missing");
  }

  @Test
  void otherFormats_areRefusedWithWords() throws IOException {
    Files.writeString(bundle.resolve("bundle.json"), "{\"format\": 1, \"sha256\": {}}");
    refused(
        bundle.resolve("bundle.json")
            + ": format 1, this version of seqrec4j reads format 2; use the version that wrote it,"
            + " or train again");
    Files.writeString(bundle.resolve("bundle.json"), "[".repeat(100_000));
    refused("bundle.json: damaged: ");
    Files.writeString(bundle.resolve("bundle.json"), "");
    refused("bundle.json: damaged: no JSON object");
    Files.delete(bundle.resolve("bundle.json"));
    refused("bundle.json: missing; this is no model directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../model.conf", "/etc/hostname", "a/b", "..", "", "bundle.json", "C:x"})
  void namesInTheManifest_areOfFilesInTheBundle(String name) throws IOException {
    JsonObject manifest = Forgery.manifest(bundle);
    JsonObject files = manifest.getAsJsonObject("files");
    files.add(name, files.get("model.conf"));
    Forgery.manifest(bundle, manifest);
    refused("bundle.json: damaged: '" + name + "' is no name of a file in the bundle");
  }

  @Test
  void digestOfAFileElsewhere_isNotTold() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "{}\n");
    Files.writeString(secret, "{ }");
    Files.delete(bundle.resolve("report.json"));
    Files.createSymbolicLink(bundle.resolve("report.json"), secret);
    assertThatThrownBy(() -> SequentialRecommender.load(bundle))
        .isInstanceOf(DataException.class)
        .hasMessageNotContaining(io.github.seqrec4j.api.files.Sha256.ofFile(secret));
  }

  @Test
  void sizesInTheManifest_areThoseOfTheFiles() throws IOException {
    for (String key : List.of("width", "maxLength")) {
      Path copy = Forgery.copy(bundle, folder.resolve(key));
      JsonObject manifest = Forgery.manifest(copy);
      manifest.addProperty(key, 999_999_999);
      Forgery.manifest(copy, manifest);
      assertThatThrownBy(() -> SequentialRecommender.load(copy))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("damaged: ");
    }
    JsonObject manifest = Forgery.manifest(bundle);
    manifest.getAsJsonObject("items").addProperty("count", 21);
    Forgery.manifest(bundle, manifest);
    refused("items.csv: 20 items, bundle.json says 21");
  }

  @Test
  void configurationOfAnotherModel_isRefusedBeforeItIsMade() throws IOException {
    Path deep = Forgery.copy(bundle, folder.resolve("deep"));
    Forgery.replace(deep, "model.conf", "layers = 1", "layers = 3");
    assertThatThrownBy(() -> SequentialRecommender.load(deep))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("weights.safetensors: damaged: does not fit the backbone")
        .hasMessageContaining("missing are backbone.id.layer1");
    Path wide = Forgery.copy(bundle, folder.resolve("wide"));
    Forgery.replace(wide, "model.conf", "expansion = 4", "expansion = 64");
    assertThatThrownBy(() -> SequentialRecommender.load(wide))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has shape");
    Forgery.replace(wide, "model.conf", "expansion = 64", "expansion = 100000000");
    assertThatThrownBy(() -> SequentialRecommender.load(wide))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("expansion must be at most 64: 100000000");
    Path huge = Forgery.copy(bundle, folder.resolve("huge"));
    Forgery.replace(huge, "model.conf", "layers = 1", "layers = 2147483647");
    assertThatThrownBy(() -> SequentialRecommender.load(huge))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("layers must be at most 1000: 2147483647");
    Path nested = Forgery.copy(bundle, folder.resolve("nested"));
    Forgery.write(nested, "model.conf", "a{".repeat(50_000).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SequentialRecommender.load(nested))
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining("model.conf");
  }

  @Test
  void vectors_mustBeFiniteFloatsWithAZeroRow() throws IOException {
    Path file = bundle.resolve("item-vectors.safetensors");
    byte[] whole = Files.readAllBytes(file);
    int start = 8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    byte[] nan = whole.clone();
    ByteBuffer.wrap(nan).order(ByteOrder.LITTLE_ENDIAN).putFloat(nan.length - 4, Float.NaN);
    Forgery.write(bundle, "item-vectors.safetensors", nan);
    refused("array 'items' holds NaN at number " + (21 * 16 - 1));
    byte[] padded = whole.clone();
    padded[start + 2] = 1;
    Forgery.write(bundle, "item-vectors.safetensors", padded);
    refused("row 0, the padding, is not zero");
    Forgery.write(
        bundle,
        "item-vectors.safetensors",
        new String(whole, StandardCharsets.ISO_8859_1)
            .replace("\"F32\"", "\"I32\"")
            .getBytes(StandardCharsets.ISO_8859_1));
    refused("array 'items' is of type I32; float32 (F32) and int64 (I64) are read");
    try (NDManager manager = NativeEngine.newManager()) {
      Map<String, NDArray> two = new LinkedHashMap<>();
      two.put("items", manager.zeros(new Shape(21, 16)));
      two.put("more", manager.zeros(new Shape(1)));
      SafeTensors.write(file, two);
    }
    Forgery.write(bundle, "item-vectors.safetensors", Files.readAllBytes(file));
    refused("arrays [items, more], expected 'items' alone");
  }

  @Test
  void itemsThatAreThereTwice_areRefused() throws IOException {
    Forgery.replace(bundle, "items.csv", "item-7,", "item-8,");
    refused("items.csv: 9: item 'item-8' is there twice");
  }

  @Test
  void usersWithUnknownItems_areRefused() throws IOException {
    Forgery.replace(bundle, "users.csv", "1 2 3", "1 21 3");
    refused("users.csv: 2: item '21' is not among the 20 of items.csv");
    Forgery.replace(bundle, "users.csv", "1 21 3", "1 x 3");
    refused("users.csv: 2: item 'x' is not among");
  }

  /** Fifty gigabytes that take no room on the disk. */
  @Test
  void sparseFiles_areRefusedUnread() throws IOException {
    for (String name : List.of("item-vectors.safetensors", "items.csv", "model.conf")) {
      Path copy = Forgery.copy(bundle, folder.resolve("sparse-" + name));
      long bytes = 50L << 30;
      try (RandomAccessFile file = new RandomAccessFile(copy.resolve(name).toFile(), "rw")) {
        file.setLength(bytes);
      }
      JsonObject manifest = Forgery.manifest(copy);
      manifest.getAsJsonObject("files").getAsJsonObject(name).addProperty("bytes", bytes);
      Forgery.manifest(copy, manifest);
      assertThatThrownBy(() -> SequentialRecommender.load(copy))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(name + ": damaged: " + bytes + " bytes, expected at most");
    }
  }

  private void refused(String message) {
    assertThatThrownBy(() -> SequentialRecommender.load(bundle))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }
}
