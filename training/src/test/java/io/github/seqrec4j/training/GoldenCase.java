package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.distill.ConstantWeight;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.distill.SigmoidRampUp;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import io.github.seqrec4j.fusion.IdAwareTransformer.LastLayer;
import io.github.seqrec4j.fusion.IdAwareTransformer.Visibility;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.objectives.InBatch;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One case of the reference's numbers: settings from {@code NAME.json}, arrays from {@code
 * NAME.npz}.
 */
final class GoldenCase {

  /** The settings, by the names of the file. */
  static final class Settings {
    int batch;
    int maxSequenceLength;
    int embeddingDim;
    int featureDim;
    int textTokens;
    int imageTokens;
    int items;
    int backboneHeads;
    int backboneLayers;
    int fusionLayers;
    int fusionHeads;
    double tau;
    double alpha;
    int epoch;
    double learningRate;
    double weightDecay;
    double clipNorm;
    String attentionMask = "";
  }

  /** The reference's prefix of each branch's backbone. */
  private static final Map<String, String> SHORT = Map.of("id", "id", "text", "t", "image", "v");

  final Settings settings;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  GoldenCase(NDManager manager, Path json) throws IOException {
    settings = new Gson().fromJson(Files.readString(json), Settings.class);
    Path npz = json.resolveSibling(json.getFileName().toString().replaceFirst("\\.json$", ".npz"));
    try (InputStream in = Files.newInputStream(npz)) {
      for (NDArray array : NDList.decode(manager, in)) {
        arrays.put(array.getName(), array);
      }
    }
  }

  NDArray array(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalStateException("golden file has no array " + name + ": " + arrays.keySet());
    }
    return array;
  }

  RecommenderSpec spec(InBatch.Columns columns, LastLayer lastLayer) {
    Settings s = settings;
    Visibility visibility = s.attentionMask.equals("v1") ? Visibility.ID_AWARE : Visibility.ALL;
    return RecommenderSpec.builder()
        .itemEncoder(
            MultiModalItemEncoder.builder()
                .modalities(Modality.ID, Modality.TEXT, Modality.IMAGE)
                .width(s.embeddingDim)
                .idWidth(s.featureDim)
                .featureNorm(0)
                .fusion(
                    new IdAwareTransformer(s.fusionLayers, s.fusionHeads, 0, visibility, lastLayer))
                .build())
        .backbone(
            SasRec.builder().layers(s.backboneLayers).heads(s.backboneHeads).dropout(0).build())
        .objective(
            Objective.of(InBatch.builder().columns(columns).build(), new SoftmaxCrossEntropy()))
        .distillation(
            OnlineDistillation.reference(
                s.tau,
                s.alpha < 1 ? new ConstantWeight(s.alpha) : new SigmoidRampUp((int) s.alpha)))
        .maxLength(s.maxSequenceLength)
        .training(
            TrainingSpec.builder()
                .epochs(1)
                .batchSize(s.batch)
                .patience(0)
                .seed(1)
                .optimizer(new AdamW(s.learningRate, s.weightDecay, 0.9, 0.999, 1e-8))
                .clipNorm(s.clipNorm)
                .idTable(RowUpdate.DENSE)
                .build())
        .evaluation(new EvaluationSpec())
        .build();
  }

  Map<Modality, FeatureStore> stores() {
    NDArray ones =
        array("input.text_mask")
            .getManager()
            .ones(new ai.djl.ndarray.types.Shape(settings.items + 1L, settings.imageTokens));
    return Map.of(
        Modality.TEXT,
            new Store(Modality.TEXT, array("input.text_features"), array("input.text_mask")),
        Modality.IMAGE, new Store(Modality.IMAGE, array("input.image_features"), ones));
  }

  /**
   * Arrays of a group ({@code weight}, {@code grad}, {@code after}) under our names, key and value
   * maps joined.
   */
  Map<String, NDArray> group(String group) {
    Map<String, NDArray> ours = new LinkedHashMap<>();
    String g = group + ".";
    for (String branch : List.of("id", "text", "image")) {
      String theirs = g + SHORT.get(branch) + "_user_encoder.transformer_encoder.";
      String name = "backbone." + branch + ".";
      ours.put(name + "positions", array(theirs + "position_embedding.weight"));
      ours.put(name + "norm.gain", array(theirs + "layer_norm.weight"));
      ours.put(name + "norm.shift", array(theirs + "layer_norm.bias"));
      for (int i = 0; i < settings.backboneLayers; i++) {
        layer(theirs + "transformer_blocks." + i + ".", name + "layer" + i + ".", ours);
      }
      for (String part : List.of("weight", "bias")) {
        ours.put("encoder.projection_" + branch + "." + part, array(g + branch + "_proj." + part));
        String head = g + SHORT.get(branch) + "_dnns.";
        ours.put("encoder.head_" + branch + "_hidden." + part, array(head + "0." + part));
        ours.put("encoder.head_" + branch + "_output." + part, array(head + "2." + part));
      }
    }
    for (int i = 0; i < settings.fusionLayers; i++) {
      layer(g + "IMT.transformer_blocks." + i + ".", "encoder.fusion.layer" + i + ".", ours);
    }
    ours.put(SequenceModel.ID_TABLE, array(g + "id_encoder.weight"));
    return ours;
  }

  private void layer(String theirs, String name, Map<String, NDArray> ours) {
    String attention = theirs + "multi_head_attention.";
    ours.put(name + "attention.query.weight", array(attention + "w_Q.weight"));
    ours.put(
        name + "attention.keyValue.weight",
        NDArrays.concat(
            new NDList(array(attention + "w_K.weight"), array(attention + "w_V.weight"))));
    ours.put(name + "attention.output.weight", array(attention + "fc.weight"));
    ours.put(name + "attentionNorm.gain", array(attention + "layer_norm.weight"));
    ours.put(name + "attentionNorm.shift", array(attention + "layer_norm.bias"));
    String feed = theirs + "feed_forward.";
    ours.put(name + "up.weight", array(feed + "w_1.weight"));
    ours.put(name + "up.bias", array(feed + "w_1.bias"));
    ours.put(name + "down.weight", array(feed + "w_2.weight"));
    ours.put(name + "down.bias", array(feed + "w_2.bias"));
    ours.put(name + "feedForwardNorm.gain", array(feed + "layer_norm.weight"));
    ours.put(name + "feedForwardNorm.shift", array(feed + "layer_norm.bias"));
  }

  /** The golden features with their padding row, (N+1, T, F) and (N+1, T). */
  private record Store(Modality modality, NDArray features, NDArray mask) implements FeatureStore {
    @Override
    public ModalitySchema schema() {
      return new ModalitySchema(
          modality, (int) features.getShape().get(1), (int) features.getShape().get(2));
    }

    @Override
    public void read(int[] items, FloatBuffer target, FloatBuffer targetMask) {
      float[] all = features.toFloatArray();
      float[] masks = mask.toFloatArray();
      int size = schema().tokens() * schema().width();
      for (int i = 0; i < items.length; i++) {
        target.put(i * size, all, items[i] * size, size);
        targetMask.put(
            i * schema().tokens(), masks, items[i] * schema().tokens(), schema().tokens());
      }
    }

    @Override
    public void close() {
      // The arrays belong to the test's manager.
    }
  }
}
