package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.distill.SigmoidRampUp;
import io.github.seqrec4j.fusion.ConcatFusion;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.training.Trainer;
import io.github.seqrec4j.training.TrainingReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The experiments of the paper (section 5: modalities, fusion, distillation, backbones) on one
 * dataset, one line of results per variant and seed. {@code BACKBONE-id} and {@code BACKBONE-odmt}
 * are ids alone and the whole method around any registered backbone.
 *
 * <p>Usage: {@code Ablation DATA OUT.tsv VARIANTS SEEDS EPOCHS}, where VARIANTS and SEEDS are
 * comma-separated. A pair that already has its line in OUT.tsv is skipped, so an interrupted table
 * goes on where it stopped. At the end it prints the {@link AblationTable}.
 */
public final class Ablation {

  private static final int WIDTH = 64;
  private static final int PATIENCE = 8;
  private static final double FEATURE_NORM = 4;

  /** Of the rows that compare with the published method. */
  private static final double REFERENCE_GAIN = 1;

  /** Of the rows that compare backbones, as in {@code configs/base.conf}. */
  private static final double GAIN = 0.125;

  private static final List<Modality> ALL = List.of(Modality.ID, Modality.TEXT, Modality.IMAGE);

  private Ablation() {}

  /**
   * One row of the table: what an item is made of, how it is fused, how branches teach each other,
   * around which backbone.
   */
  private record Variant(
      List<Modality> modalities,
      Fusion fusion,
      Distillation distillation,
      SequenceBackbone backbone,
      double outputGain) {

    Variant(List<Modality> modalities, Fusion fusion, Distillation distillation) {
      this(modalities, fusion, distillation, new SasRec(), REFERENCE_GAIN);
    }
  }

  private static Map<String, Variant> variants() {
    Distillation none = new NoDistillation();
    Distillation reference = OnlineDistillation.reference(0.3, new SigmoidRampUp());
    Map<String, Variant> variants = new LinkedHashMap<>();
    variants.put("id", new Variant(List.of(Modality.ID), new IdAwareTransformer(), none));
    variants.put("text", new Variant(List.of(Modality.TEXT), new IdAwareTransformer(), none));
    variants.put("image", new Variant(List.of(Modality.IMAGE), new IdAwareTransformer(), none));
    variants.put("early", new Variant(ALL, new ConcatFusion(), none));
    variants.put("late", new Variant(ALL, new LateFusion(), none));
    variants.put("late-reference", new Variant(ALL, new LateFusion(), reference));
    variants.put("imt", new Variant(ALL, new IdAwareTransformer(), none));
    variants.put("imt-reference", new Variant(ALL, new IdAwareTransformer(), reference));
    variants.put(
        "imt-kl-1", new Variant(ALL, new IdAwareTransformer(), OnlineDistillation.sigmoid(1, 20)));
    variants.put(
        "imt-kl-3", new Variant(ALL, new IdAwareTransformer(), OnlineDistillation.sigmoid(3, 20)));
    for (SequenceBackbone backbone : Components.of(SequenceBackbone.class).all()) {
      variants.put(
          backbone.type() + "-id",
          new Variant(List.of(Modality.ID), new IdAwareTransformer(), none, backbone, GAIN));
      variants.put(
          backbone.type() + "-odmt",
          new Variant(
              ALL, new IdAwareTransformer(), OnlineDistillation.sigmoid(1, 20), backbone, GAIN));
    }
    return variants;
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 5) {
      System.err.println("usage: Ablation DATA OUT.tsv VARIANTS SEEDS EPOCHS");
      System.err.println("variants: " + String.join(",", variants().keySet()));
      System.exit(2);
    }
    Map<String, Variant> asked = new LinkedHashMap<>();
    for (String name : arguments[2].split(",", -1)) {
      Variant variant = variants().get(name);
      if (variant == null) {
        throw new IllegalArgumentException(
            "unknown variant '" + name + "'" + Names.suggestion(name, variants().keySet()));
      }
      asked.put(name, variant);
    }
    Dataset data = Dataset.open(Path.of(arguments[0]));
    Path out = Path.of(arguments[1]).toAbsolutePath();
    Files.createDirectories(out.getParent());
    int epochs = Integer.parseInt(arguments[4]);
    TreeSet<String> done = new TreeSet<>();
    if (Files.exists(out)) {
      for (String line : Files.readAllLines(out)) {
        String[] fields = line.split("\t", -1);
        done.add(fields[0] + "\t" + fields[1]);
      }
    }
    for (String seed : arguments[3].split(",", -1)) {
      for (Map.Entry<String, Variant> each : asked.entrySet()) {
        String name = each.getKey();
        if (done.contains(name + "\t" + seed)) {
          continue;
        }
        TrainingReport report = run(name, each.getValue(), data, Long.parseLong(seed), epochs);
        Files.writeString(
            out,
            line(name, seed, report),
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    }
    System.out.print(AblationTable.of(Files.readAllLines(out)));
  }

  private static TrainingReport run(
      String name, Variant variant, Dataset data, long seed, int epochs) {
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(
                MultiModalItemEncoder.builder()
                    .modalities(variant.modalities())
                    .width(WIDTH)
                    .featureNorm(FEATURE_NORM)
                    .outputGain(variant.outputGain())
                    .fusion(variant.fusion())
                    .build())
            .backbone(variant.backbone())
            .distillation(variant.distillation())
            .maxLength(12)
            .training(TrainingSpec.builder().epochs(epochs).patience(PATIENCE).seed(seed).build())
            .build();
    try (var recommender = Trainer.create().fit(spec, data, event -> print(name, seed, event))) {
      return recommender.report();
    }
  }

  private static void print(String name, long seed, TrainingEvent event) {
    if (event instanceof TrainingEvent.EpochFinished epoch) {
      Map<String, Double> ensemble = epoch.validation().getOrDefault("ensemble", Map.of());
      System.out.printf(
          Locale.ROOT,
          "%s seed %d epoch %d: loss %.4f + %.4f, validation hit@10 %.4f ndcg@10 %.4f%s,"
              + " %.1f s + %.1f s, %d MB%n",
          name,
          seed,
          epoch.epoch(),
          epoch.crossEntropy(),
          epoch.distillation(),
          ensemble.get("hit@10"),
          ensemble.get("ndcg@10"),
          epoch.best() ? " (best)" : "",
          epoch.trainSeconds(),
          epoch.evaluateSeconds(),
          epoch.residentBytes() >> 20);
    }
  }

  private static String line(String name, String seed, TrainingReport report) {
    StringBuilder line = new StringBuilder(name).append('\t').append(seed);
    line.append('\t').append(report.bestEpoch());
    report
        .test()
        .forEach(
            (branch, metrics) ->
                line.append('\t')
                    .append(
                        String.format(
                            Locale.ROOT,
                            "%s %.4f %.4f (validation %.4f)",
                            branch,
                            metrics.get("hit@10"),
                            metrics.get("ndcg@10"),
                            report.validation().getOrDefault(branch, Map.of()).get("hit@10"))));
    return line.append('\n').toString();
  }
}
