package io.github.seqrec4j.benchmarks;

import static io.github.seqrec4j.api.Modality.ID;
import static io.github.seqrec4j.api.Modality.TEXT;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.benchmarks.FuzzTarget.Reader;
import io.github.seqrec4j.benchmarks.FuzzTarget.Seal;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.ItemTable;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.data.ingest.Time;
import io.github.seqrec4j.encode.EncodingOptions;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.imports.Amazon2014;
import io.github.seqrec4j.imports.DatasetImport;
import io.github.seqrec4j.imports.ImportOptions;
import io.github.seqrec4j.imports.Importer;
import io.github.seqrec4j.imports.RecBole;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.SaveOption;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The formats. Where a reader leads on to work that costs a hundred times as much (a database, a
 * training), most inputs go to the reader alone and a small share all the way.
 */
final class FuzzTargets {

  private static final DataSpec DATA = new DataSpec();

  /**
   * A window of dates over times that are numbers: refused once all lines are read and checked,
   * before the database starts.
   */
  private static final DataSpec LINES_ALONE =
      DATA.toBuilder().filter(FilterSpec.builder().from(Time.parse("2020-01-01")).build()).build();

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

  private final Path directory;
  private final List<FuzzTarget> targets = new ArrayList<>();

  private FuzzTargets(Path directory) {
    this.directory = directory;
  }

  /** All formats, each with files of its own in a directory, which are written anew. */
  static List<FuzzTarget> all(Path directory) throws IOException {
    AtomicFiles.deleteTree(directory);
    FuzzTargets all = new FuzzTargets(directory);
    all.models();
    all.tables();
    all.caches();
    all.imports();
    return all.targets;
  }

  private void add(String name, int share, List<Path> files, Seal seal, Reader reader) {
    targets.add(new FuzzTarget(name, share, files, seal, reader));
  }

  private void models() throws IOException {
    Path data = FuzzData.dataset(directory.resolve("trained"));
    Path bundle = directory.resolve("model");
    Path checkpoint = directory.resolve("checkpoint");
    try (Dataset dataset = Dataset.open(data, DATA);
        TrainedRecommender trained =
            Trainer.withCheckpoints(checkpoint).fit(MODEL, dataset, event -> {})) {
      trained.save(bundle, SaveOption.USER_HISTORIES);
    }
    Path manifest = bundle.resolve(FuzzSeals.BUNDLE);
    List<Path> parts = FuzzData.files(bundle).stream().filter(f -> !f.equals(manifest)).toList();
    add("bundle", 120, parts, FuzzSeals::bundle, () -> recommend(bundle));
    add("bundle manifest", 120, List.of(manifest), Seal.NONE, () -> recommend(bundle));
    Path configuration = Files.copy(bundle.resolve("model.conf"), directory.resolve("run.conf"));
    add(
        "configuration",
        80,
        List.of(configuration),
        Seal.NONE,
        () -> RunSpec.load(configuration, List.of()));
    Path copy = directory.resolve("resumed");
    add(
        "checkpoint",
        40,
        FuzzData.files(checkpoint),
        FuzzSeals::checkpoint,
        () -> resume(data, checkpoint, copy));
  }

  private void tables() throws IOException {
    for (String ending : List.of(".csv", ".tsv", ".jsonl", ".tsv.gz")) {
      Path data = FuzzData.tables(directory.resolve("tables" + ending), ending);
      Path items = data.resolve("items" + ending);
      add("items" + ending, 40, List.of(items), Seal.NONE, () -> ItemTable.read(data, DATA));
      add(
          "log" + ending,
          60,
          List.of(data.resolve("interactions" + ending)),
          Seal.NONE,
          () -> Dataset.open(data, LINES_ALONE).close());
    }
    Path data = FuzzData.dataset(directory.resolve("features"));
    Dataset.open(data, DATA).close();
    add(
        "features",
        100,
        FuzzData.files(data.resolve("features")),
        Seal.NONE,
        () -> Dataset.open(data, DATA).close());
    Path encoded = FuzzData.dataset(directory.resolve("encoded"));
    List<Path> states =
        List.of(FuzzData.journal(encoded), encoded.resolve("features").resolve("text.json"));
    add(
        "journal",
        60,
        states,
        Seal.NONE,
        () -> FeatureEncoding.encodeText(encoded, DATA, FuzzData.TEXTS, new EncodingOptions()));
    Path whole = FuzzData.dataset(directory.resolve("whole"));
    add(
        "dataset, to its end",
        3,
        FuzzData.files(whole),
        Seal.NONE,
        () -> Dataset.open(whole, DATA).close());
    Path parquet = FuzzData.parquet(directory.resolve("parquet"));
    add(
        "parquet, to its end",
        3,
        FuzzData.files(parquet),
        Seal.NONE,
        () -> Dataset.open(parquet, DATA).close());
  }

  private void caches() throws IOException {
    FuzzCache forged = FuzzCache.in(directory.resolve("forged"));
    add("cache, forged", 120, forged.entry(), FuzzSeals::cache, forged::read);
    FuzzCache damaged = FuzzCache.in(directory.resolve("damaged"));
    add("cache, damaged", 60, damaged.all(), Seal.NONE, damaged::readUnchanged);
    FuzzCache anew = FuzzCache.in(directory.resolve("anew"));
    add("cache, made anew", 3, anew.all(), Seal.NONE, anew::makeAnew);
  }

  private void imports() throws IOException {
    Path recbole = FuzzData.recbole(directory.resolve("recbole"));
    Path out = directory.resolve("imported");
    add(
        "recbole",
        60,
        FuzzData.files(recbole),
        Seal.NONE,
        () -> imported(new RecBole(), recbole, out));
    Path amazon = FuzzData.amazon(directory.resolve("amazon"));
    add(
        "amazon",
        60,
        FuzzData.files(amazon),
        Seal.NONE,
        () -> imported(new Amazon2014(), amazon, out));
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
    for (Path file : FuzzData.files(checkpoint)) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    try (Dataset dataset = Dataset.open(data, DATA)) {
      Trainer.withCheckpoints(copy).fit(MODEL, dataset, event -> {}).close();
    }
  }

  private static void imported(Importer importer, Path source, Path out) {
    AtomicFiles.deleteTree(out);
    DatasetImport.run(importer, source, out, new ImportOptions(), ByteProgress.NONE);
  }
}
