package io.github.seqrec4j.benchmarks;

import static io.github.seqrec4j.api.Modality.ID;
import static io.github.seqrec4j.api.Modality.TEXT;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.ItemTable;
import io.github.seqrec4j.encode.EncodingOptions;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.encode.TextFeatures;
import io.github.seqrec4j.encode.text.TfIdfSvd;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.SaveOption;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of one format, and what reads them.
 *
 * @param name of the format
 * @param files that are changed, one at a time
 * @param seal puts right what vouches for a file that was changed
 * @param reader reads all of them
 */
record FuzzTarget(String name, List<Path> files, Seal seal, Reader reader) {

  private static final String MANIFEST = "bundle.json";
  private static final String CACHE = ".seqrec";
  private static final String PROGRESS = "progress.json";
  private static final int USERS = 30;
  private static final int ITEMS = 20;
  private static final int EVENTS = 8; // of a user

  private static final DataSpec DATA = new DataSpec();
  private static final TextFeatures TEXTS =
      TextFeatures.builder().encoder(TfIdfSvd.builder().width(4).build()).build();
  private static final RecommenderSpec MODEL =
      RecommenderSpec.builder()
          .itemEncoder(
              MultiModalItemEncoder.builder()
                  .modalities(ID, TEXT)
                  .width(4)
                  .fusion(new LateFusion())
                  .build())
          .backbone(SasRec.builder().layers(1).heads(1).build())
          .training(TrainingSpec.builder().epochs(1).build())
          .maxLength(4)
          .build();

  /** Puts checksums right. */
  @FunctionalInterface
  interface Seal {
    /** Nothing vouches for the file. */
    Seal NONE = file -> {};

    /** After a file was changed. */
    void accept(Path file) throws IOException;
  }

  /** Reads files. */
  @FunctionalInterface
  interface Reader {
    /** All that the format has. */
    void run() throws IOException;
  }

  /** All formats, each with files of its own in a directory, which are written anew. */
  static List<FuzzTarget> all(Path directory) throws IOException {
    AtomicFiles.deleteTree(directory);
    Path data = dataset(directory.resolve("data"));
    Path cached = dataset(directory.resolve("cached"));
    Dataset.open(cached, DATA).close();
    Path bundle = directory.resolve("model");
    Path checkpoint = directory.resolve("checkpoint");
    try (Dataset dataset = Dataset.open(data, DATA);
        TrainedRecommender trained =
            Trainer.withCheckpoints(checkpoint).fit(MODEL, dataset, event -> {})) {
      trained.save(bundle, SaveOption.USER_HISTORIES);
    }
    Path journal = data.resolve("features").resolve("text.npy.journal");
    Files.writeString(
        journal,
        "{\"encoder\":\"tf-idf-svd\"}\n{\"counts\":{\"encoded\":3,\"missing\":1,\"unreadable\":1,"
            + "\"examples\":[\"a\"]},\"checksum\":12,\"maskChecksum\":0}\n");
    List<Path> parts = files(bundle).stream().filter(f -> !f.endsWith(MANIFEST)).toList();
    return List.of(
        new FuzzTarget("bundle", parts, FuzzTarget::sealBundle, () -> recommend(bundle)),
        new FuzzTarget(
            "manifest", List.of(bundle.resolve(MANIFEST)), Seal.NONE, () -> recommend(bundle)),
        new FuzzTarget(
            "configuration",
            List.of(bundle.resolve("model.conf")),
            Seal.NONE,
            () -> RunSpec.load(bundle.resolve("model.conf"), List.of())),
        new FuzzTarget(
            "items",
            List.of(data.resolve("items.csv")),
            Seal.NONE,
            () -> ItemTable.read(data, DATA)),
        new FuzzTarget(
            "dataset",
            files(data).stream().filter(f -> !f.startsWith(data.resolve(CACHE))).toList(),
            Seal.NONE,
            () -> Dataset.open(data, DATA).close()),
        new FuzzTarget(
            "cache",
            files(cached.resolve(CACHE)),
            Seal.NONE,
            () -> Dataset.open(cached, DATA).close()),
        new FuzzTarget(
            "journal",
            List.of(journal),
            Seal.NONE,
            () -> FeatureEncoding.encodeText(data, DATA, TEXTS, new EncodingOptions())),
        new FuzzTarget(
            "checkpoint",
            files(checkpoint),
            FuzzTarget::sealArrays,
            () -> resume(data, checkpoint, directory.resolve("resumed"))));
  }

  private static Path dataset(Path data) throws IOException {
    Files.createDirectories(data);
    StringBuilder items = new StringBuilder("item,title\n");
    for (int i = 0; i < ITEMS; i++) {
      items.append("item-").append(i).append(",\"word").append(i % 6).append(" word").append(i % 7);
      items.append("\"\n");
    }
    Files.writeString(data.resolve("items.csv"), items);
    StringBuilder log = new StringBuilder("user\titem\ttimestamp\n");
    for (int i = 0; i < USERS * EVENTS; i++) {
      log.append("u").append(i / EVENTS).append("\titem-").append(i * 7 % ITEMS).append('\t');
      log.append(i).append('\n');
    }
    Files.writeString(data.resolve("interactions.tsv"), log);
    FeatureEncoding.encodeText(data, DATA, TEXTS, new EncodingOptions());
    return data;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void recommend(Path bundle) {
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      model.recommend(RecommendRequest.of(model.items().get(0)));
    }
  }

  /** Goes on from a copy, as a training writes. */
  private static void resume(Path data, Path checkpoint, Path copy) throws IOException {
    AtomicFiles.deleteTree(copy);
    Files.createDirectories(copy);
    for (Path file : files(checkpoint)) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    try (Dataset dataset = Dataset.open(data, DATA)) {
      Trainer.withCheckpoints(copy).fit(MODEL, dataset, event -> {}).close();
    }
  }

  /** Writes length and checksum of a file into the manifest beside it. */
  private static void sealBundle(Path file) throws IOException {
    Path manifest = file.resolveSibling(MANIFEST);
    JsonObject json = JsonParser.parseString(Files.readString(manifest)).getAsJsonObject();
    JsonObject entry = new JsonObject();
    entry.addProperty("bytes", Files.size(file));
    entry.addProperty("sha256", Sha256.ofFile(file));
    json.getAsJsonObject("files").add(file.getFileName().toString(), entry);
    Files.writeString(manifest, json.toString());
  }

  /** Writes the checksum of a checkpoint's arrays into what tells of them. */
  private static void sealArrays(Path file) throws IOException {
    if (!file.endsWith(PROGRESS)) {
      Path progress = file.resolveSibling(PROGRESS);
      JsonObject json = JsonParser.parseString(Files.readString(progress)).getAsJsonObject();
      json.addProperty("arraysSha256", Sha256.ofFile(file));
      Files.writeString(progress, json.toString());
    }
  }
}
