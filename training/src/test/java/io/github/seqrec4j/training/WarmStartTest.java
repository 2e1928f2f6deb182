package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.IdCodes;
import io.github.seqrec4j.api.IdCodes.Assignment;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.backbones.Gru4Rec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.data.NpyWriter;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.BundleItems;
import io.github.seqrec4j.runtime.NewItem;
import io.github.seqrec4j.runtime.StoredModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmStartTest {

  private static final int WIDTH = 8;
  private static final int NEW = 4; // items that only today has
  private static final int GONE = 3; // that only yesterday had

  @TempDir Path folder;

  private static RecommenderSpec spec(int epochs, IdCodes codes, int layers) {
    return RecommenderSpec.builder()
        .itemEncoder(MultiModalItemEncoder.builder().width(WIDTH).idCodes(codes).build())
        .backbone(SasRec.builder().layers(layers).dropout(0).build())
        .maxLength(6)
        .training(
            TrainingSpec.builder()
                .epochs(epochs)
                .batchSize(16)
                .optimizer(AdamW.builder().learningRate(1e-12).weightDecay(0).build())
                .build())
        .build();
  }

  /** Yesterday lacks the last items, today the first ones; rows of the features move along. */
  private Path data(String name, int first, int last) throws IOException {
    Path all = folder.resolve(name);
    TinyData.write(all);
    String kept =
        Files.readAllLines(all.resolve("interactions.tsv")).stream()
            .filter(
                line -> {
                  if (line.startsWith("user")) {
                    return true;
                  }
                  int item = Integer.parseInt(line.replaceAll("^\\w+\\ti(\\d+).*", "$1"));
                  return item >= first && item < last;
                })
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(all.resolve("interactions.tsv"), kept);
    return all;
  }

  private Path yesterday(RecommenderSpec spec) throws IOException {
    Path bundle = folder.resolve("yesterday-model");
    try (Dataset dataset = Dataset.open(data("yesterday", 0, TinyData.ITEMS - NEW));
        TrainedRecommender trained = Trainer.create().fit(spec, dataset, event -> {})) {
      trained.save(bundle);
    }
    return bundle;
  }

  private Path today() throws IOException {
    return data("today", GONE, TinyData.ITEMS);
  }

  /** Items without interactions may still be in the catalogue: kept, added and gone follow it. */
  private static TrainingEvent.WarmStarted expected(Path bundle, Dataset today) throws IOException {
    try (StoredModel stored = StoredModel.open(bundle)) {
      int kept = 0;
      for (String item : stored.items()) {
        kept += today.itemIndex(item) > 0 ? 1 : 0;
      }
      return new TrainingEvent.WarmStarted(
          bundle, kept, today.items() - kept, stored.items().size() - kept);
    }
  }

  @Test
  void weights_areThoseOfTheModel_rowsOfKnownItemsToo() throws IOException {
    RecommenderSpec spec = spec(2, new IdCodes(), 1);
    Path bundle = yesterday(spec);
    List<TrainingEvent> events = new ArrayList<>();
    Path second = folder.resolve("second");
    try (Dataset today = Dataset.open(today());
        TrainedRecommender trained =
            Trainer.create().from(bundle).fit(spec(1, new IdCodes(), 1), today, events::add)) {
      trained.save(second);
      assertThat(events.get(0)).isEqualTo(expected(bundle, today));
      try (StoredModel then = StoredModel.open(bundle);
          StoredModel now = StoredModel.open(second);
          NDManager manager = NativeEngine.newManager()) {
        for (var entry : then.weights().shapes().entrySet()) {
          if (!entry.getKey().equals("id-table")) {
            NDArray a = then.weights().read(manager, entry.getKey(), entry.getValue());
            NDArray b = now.weights().read(manager, entry.getKey(), entry.getValue());
            assertThat(b.toFloatArray())
                .as(entry.getKey())
                .containsExactly(a.toFloatArray(), CLOSE);
          }
        }
        NDArray before = table(then, manager);
        NDArray after = table(now, manager);
        int kept = 0;
        for (int old = 1; old <= then.items().size(); old++) {
          int item = now.items().indexOf(then.items().get(old - 1)) + 1;
          if (item > 0) {
            assertThat(after.get(item).toFloatArray())
                .as(then.items().get(old - 1))
                .containsExactly(before.get(old).toFloatArray(), CLOSE);
            kept++;
          }
        }
        assertThat(kept).isEqualTo(((TrainingEvent.WarmStarted) events.get(0)).kept());
      }
    }
  }

  /** Items that a bundle was given without a training start as those do that it never had. */
  @Test
  void itemsAddedToTheBundle_startFromTheirContent() throws IOException {
    Path bundle = yesterday(spec(2, new IdCodes(), 1));
    Path grown = folder.resolve("grown");
    try (Dataset today = Dataset.open(withNewItems(today()))) {
      BundleItems.write(
          bundle,
          grown,
          items -> {
            List<NewItem> added = new ArrayList<>();
            for (int i = 1; i <= today.items(); i++) {
              if (!items.knows(today.itemId(i))) {
                NewItem item = NewItem.of(today.itemId(i));
                for (Modality modality : items.modalities()) {
                  item = item.features(modality, features(today.features(modality), i));
                }
                added.add(item);
              }
            }
            assertThat(added).isNotEmpty();
            items.put(added);
            items.retire(List.of(today.itemId(1)));
          });
      List<TrainingEvent> events = new ArrayList<>();
      List<float[]> tables = new ArrayList<>();
      for (Path from : List.of(bundle, grown)) {
        Path out = folder.resolve("from-" + from.getFileName());
        try (TrainedRecommender trained =
            Trainer.create().from(from).fit(spec(1, new IdCodes(), 1), today, events::add)) {
          trained.save(out);
        }
        try (StoredModel stored = StoredModel.open(out);
            NDManager manager = NativeEngine.newManager()) {
          tables.add(table(stored, manager).toFloatArray());
        }
      }
      assertThat(tables.get(1)).isEqualTo(tables.get(0));
      List<TrainingEvent.WarmStarted> started =
          events.stream()
              .filter(TrainingEvent.WarmStarted.class::isInstance)
              .map(TrainingEvent.WarmStarted.class::cast)
              .toList();
      assertThat(started).hasSize(2);
      assertThat(started.get(1).kept()).isEqualTo(started.get(0).kept());
      assertThat(started.get(1).added()).isEqualTo(started.get(0).added()).isPositive();
      assertThat(started.get(1).gone()).isEqualTo(started.get(0).gone());
    }
  }

  /** A catalogue of two items more, each bought by some. */
  private static Path withNewItems(Path data) throws IOException {
    StringBuilder items = new StringBuilder(Files.readString(data.resolve("items.tsv")));
    StringBuilder log = new StringBuilder(Files.readString(data.resolve("interactions.tsv")));
    for (int n = 0; n < 2; n++) {
      items.append("new").append(n).append("\tNew ").append(n).append('\n');
      for (int user = n; user < 40; user += 3) {
        log.append('u').append(user).append("\tnew").append(n).append('\n');
      }
    }
    Files.writeString(data.resolve("items.tsv"), items);
    Files.writeString(data.resolve("interactions.tsv"), log);
    for (String modality : List.of("text", "image")) {
      Path file = data.resolve("features").resolve(modality + ".npy");
      Files.delete(file);
      try (NpyWriter writer =
          new NpyWriter(file, NpyWriter.Precision.FLOAT16, TinyData.ITEMS + 2, 6)) {
        for (int item = 0; item < TinyData.ITEMS + 2; item++) {
          float[] row = new float[6];
          for (int f = 0; f < row.length; f++) {
            row[f] = (float) Math.sin(item * (f + 1) / 3.0);
          }
          writer.write(row);
        }
        writer.finish();
      }
    }
    return data;
  }

  private static FeatureRow features(FeatureStore store, int item) {
    FloatBuffer values = FloatBuffer.allocate(store.schema().tokens() * store.schema().width());
    FloatBuffer mask = FloatBuffer.allocate(store.schema().tokens());
    store.read(new int[] {item}, values, mask);
    return FeatureRow.tokens(values.array(), store.schema().tokens());
  }

  private static final org.assertj.core.data.Offset<Float> CLOSE =
      org.assertj.core.api.Assertions.offset(1e-6f);

  private static NDArray table(StoredModel model, NDManager manager) throws IOException {
    return model.weights().read(manager, "id-table", new Shape(model.items().size() + 1L, WIDTH));
  }

  @Test
  void codes_ofKnownItems_areThoseOfTheModel() throws IOException {
    IdCodes codes = new IdCodes(4, 8, Assignment.INTERACTIONS);
    Path bundle = yesterday(spec(1, codes, 1));
    Path second = folder.resolve("second");
    try (Dataset today = Dataset.open(today());
        TrainedRecommender trained =
            Trainer.create().from(bundle).fit(spec(1, codes, 1), today, event -> {})) {
      trained.save(second);
    }
    try (StoredModel then = StoredModel.open(bundle);
        StoredModel now = StoredModel.open(second);
        NDManager manager = NativeEngine.newManager()) {
      long[] before = codes(then, manager);
      long[] after = codes(now, manager);
      for (int old = 1; old < before.length; old++) {
        int item = now.items().indexOf(then.items().get(old - 1)) + 1;
        if (item > 0) {
          assertThat(after[item]).isEqualTo(before[old]);
        }
      }
    }
  }

  private static long[] codes(StoredModel model, NDManager manager) throws IOException {
    Shape shape = new Shape(model.items().size() + 1L, 1);
    return model.weights().read(manager, "id-codes", shape).toLongArray();
  }

  @Test
  void anotherModel_isRefused_namingWhatDiffers() throws IOException {
    Path bundle = yesterday(spec(1, new IdCodes(), 1));
    try (Dataset today = Dataset.open(today())) {
      assertThatThrownBy(
              () ->
                  Trainer.create().from(bundle).fit(spec(1, new IdCodes(), 2), today, event -> {}))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining(
              "is another model than this: seqrec4j.backbone.sasrec.layers was 1, is 2");
    }
  }

  @Test
  void anotherBackbone_isNamedByItsType() throws IOException {
    Path bundle = yesterday(spec(1, new IdCodes(), 1));
    RecommenderSpec other = spec(1, new IdCodes(), 1).toBuilder().backbone(new Gru4Rec()).build();
    try (Dataset today = Dataset.open(today())) {
      assertThatThrownBy(() -> Trainer.create().from(bundle).fit(other, today, event -> {}))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining(
              "this: seqrec4j.backbone.type was sasrec, is gru4rec. Train this one with its");
    }
  }

  /** As of an encoder that learns from the catalogue. */
  @Test
  void featuresThatMeanSomethingElse_areRefused() throws IOException {
    Path bundle = yesterday(spec(1, new IdCodes(), 1));
    Path today = today();
    try (NpyWriter writer =
        new NpyWriter(
            today.resolve("features/text.npy"), NpyWriter.Precision.FLOAT16, TinyData.ITEMS, 6)) {
      for (int item = 0; item < TinyData.ITEMS; item++) {
        float[] row = new float[6];
        for (int f = 0; f < row.length; f++) {
          row[f] = (float) Math.sin(item * (f + 1) / 3.0) * (f % 2 == 0 ? 1 : -1); // turned
        }
        writer.write(row);
      }
      writer.finish();
    }
    try (Dataset dataset = Dataset.open(today)) {
      assertThatThrownBy(
              () ->
                  Trainer.create()
                      .from(bundle)
                      .fit(spec(1, new IdCodes(), 1), dataset, event -> {}))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("have other features than the model was trained with")
          .hasMessageContaining("encode all items by the encoder of the model");
    }
  }

  @Test
  void catalogueWithoutCommonItem_isRefused() throws IOException {
    Path bundle = yesterday(spec(1, new IdCodes(), 1));
    Path other = today();
    for (String file : List.of("interactions.tsv", "items.tsv")) {
      Path path = other.resolve(file);
      Files.writeString(path, Files.readString(path).replaceAll("(?m)(^|\t)i(\\d)", "$1x$2"));
    }
    try (Dataset dataset = Dataset.open(other)) {
      assertThatThrownBy(
              () ->
                  Trainer.create()
                      .from(bundle)
                      .fit(spec(1, new IdCodes(), 1), dataset, event -> {}))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("none of its items is among those of " + other);
    }
  }

  @Test
  void run_recordsWhereItCameFrom_andResumesWithTheSameModelOnly() throws IOException {
    RecommenderSpec spec = spec(1, new IdCodes(), 1);
    Path bundle = yesterday(spec);
    Path out = folder.resolve("run");
    RunSpec run = RunSpec.builder().recommender(spec).build();
    try (Dataset today = Dataset.open(today())) {
      TrainingRun.create(out).from(bundle).execute(run, today, event -> {}).close();
      assertThat(Files.readString(out.resolve("metrics.json")))
          .contains("\"from\": {", "\"model\": \"" + bundle, "\"kept\": ");
      RunSpec more = RunSpec.builder().recommender(spec(2, new IdCodes(), 1)).build();
      assertThatThrownBy(() -> TrainingRun.resume(out).execute(more, today, event -> {}))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("part of the run was training from the model of ");
      TrainingRun.resume(out).from(bundle).execute(more, today, event -> {}).close();
    }
  }
}
