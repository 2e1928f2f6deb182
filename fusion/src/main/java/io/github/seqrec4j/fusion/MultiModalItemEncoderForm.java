package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.ItemTokens;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.TokenEncoder;
import io.github.seqrec4j.api.inference.LinearMap;
import io.github.seqrec4j.api.nn.Linear;
import java.util.ArrayList;
import java.util.List;

/** {@link MultiModalItemEncoderBlock} in plain Java, of one item. */
final class MultiModalItemEncoderForm implements TokenEncoder {

  private final double featureNorm;
  private final double outputNorm;
  private final List<ModalitySchema> modalities;
  private final List<LinearMap> projections = new ArrayList<>();
  private final TokenEncoder fusion;
  private final List<LinearMap> hidden = new ArrayList<>();
  private final List<LinearMap> output = new ArrayList<>();
  private final List<Boolean> residual;

  MultiModalItemEncoderForm(
      MultiModalItemEncoder spec,
      ItemJavaForm fusionForm,
      List<ModalitySchema> modalities,
      NamedWeights weights) {
    int width = spec.width();
    featureNorm = spec.featureNorm();
    outputNorm = spec.outputNorm();
    this.modalities = List.copyOf(modalities);
    List<ModalitySchema> projected = new ArrayList<>();
    for (ModalitySchema schema : modalities) {
      NamedWeights projection = weights.below("projection_" + schema.modality());
      projections.add(LinearMap.of(projection, schema.width(), width, Linear.Bias.WITH));
      projected.add(new ModalitySchema(schema.modality(), schema.tokens(), width));
    }
    fusion = fusionForm.newEncoder(projected, weights.below("fusion"));
    for (Branch branch : spec.branches()) {
      NamedWeights head = weights.below("head_" + branch + "_hidden");
      hidden.add(LinearMap.of(head, width, width, Linear.Bias.WITH));
      head = weights.below("head_" + branch + "_output");
      output.add(LinearMap.of(head, width, width, Linear.Bias.WITH));
    }
    residual = MultiModalItemEncoderBlock.residual(spec);
  }

  @Override
  public float[][] encode(List<ItemTokens> given) {
    List<ItemTokens> tokens = new ArrayList<>();
    for (int m = 0; m < modalities.size(); m++) {
      ItemTokens features = given.get(m);
      boolean norms = featureNorm > 0 && !modalities.get(m).modality().equals(Modality.ID);
      float[][] projected = new float[features.vectors().length][];
      for (int t = 0; t < projected.length; t++) {
        float[] vector = features.vectors()[t];
        projected[t] = projections.get(m).apply(norms ? scaled(vector, featureNorm) : vector);
      }
      tokens.add(new ItemTokens(projected, features.real()));
    }
    float[][] fused = fusion.encode(tokens);
    float[][] vectors = new float[fused.length][];
    for (int b = 0; b < fused.length; b++) {
      float[] h = hidden.get(b).apply(fused[b]);
      for (int j = 0; j < h.length; j++) {
        h[j] = h[j] > 0 ? h[j] : MultiModalItemEncoderBlock.LEAKY_SLOPE * h[j];
      }
      vectors[b] = output.get(b).apply(h);
      if (residual.get(b)) {
        add(idRow(given), vectors[b]);
      }
      if (outputNorm > 0) {
        vectors[b] = scaled(vectors[b], outputNorm);
      }
    }
    return vectors;
  }

  private float[] idRow(List<ItemTokens> given) {
    List<Modality> names = modalities.stream().map(ModalitySchema::modality).toList();
    return given.get(names.indexOf(Modality.ID)).vectors()[0];
  }

  static void add(float[] vector, float[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += vector[j];
    }
  }

  /** Scaled to a norm; a zero vector stays zero. */
  private static float[] scaled(float[] vector, double norm) {
    double squares = 0; // of float32: in double nothing overflows
    for (float number : vector) {
      squares += (double) number * number;
    }
    double scale = norm / Math.max(Math.sqrt(squares), MultiModalItemEncoderBlock.SMALLEST_NORM);
    float[] scaled = new float[vector.length];
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = (float) (vector[j] * scale);
    }
    return scaled;
  }
}
