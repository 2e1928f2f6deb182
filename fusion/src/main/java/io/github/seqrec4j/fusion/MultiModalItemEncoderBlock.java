package io.github.seqrec4j.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.nn.Initializers;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.Scale;
import java.util.ArrayList;
import java.util.List;

/** In: per modality (U, T, F) and (U, T); out: per branch (U, D). */
final class MultiModalItemEncoderBlock extends ModelBlock {

  /** Slope of the branch heads' LeakyReLU below zero, PyTorch's default. */
  static final float LEAKY_SLOPE = 0.01f;

  /** Below this norm a vector counts as zero and is not scaled. */
  static final float SMALLEST_NORM = 1e-6f;

  private final float featureNorm;
  private final double outputNorm;
  private final List<Modality> modalities;
  private final List<Linear> projections = new ArrayList<>();
  private final Block fusion;
  private final List<Boolean> residual; // by branch: whether the ID's row is added
  private final List<Linear> hidden = new ArrayList<>();
  private final List<Linear> output = new ArrayList<>();

  MultiModalItemEncoderBlock(MultiModalItemEncoder spec, ItemSchema items) {
    int width = spec.width();
    featureNorm = (float) spec.featureNorm();
    outputNorm = spec.outputNorm();
    modalities = spec.modalities();
    for (ModalitySchema schema : items.modalities()) {
      projections.add(
          addChildBlock(
              "projection_" + schema.modality(),
              new Linear(schema.width(), width, Linear.Bias.WITH)));
    }
    fusion = addChildBlock("fusion", spec.fusion().newBlock(modalities, width));
    residual = residual(spec);
    for (Branch branch : spec.branches()) {
      hidden.add(
          addChildBlock("head_" + branch + "_hidden", new Linear(width, width, Linear.Bias.WITH)));
      output.add(
          addChildBlock(
              "head_" + branch + "_output",
              new Linear(
                  width,
                  width,
                  Linear.Bias.WITH,
                  Initializers.xavierNormal(width, width, spec.outputGain()))));
    }
  }

  @Override
  protected NDList outputs(ParameterStore store, NDList inputs, boolean training) {
    NDList tokens = new NDList();
    for (int m = 0; m < modalities.size(); m++) {
      NDArray features = inputs.get(2 * m); // (U, T, F)
      if (featureNorm > 0 && !modalities.get(m).equals(Modality.ID)) {
        features = scaled(features);
      }
      tokens.add(projections.get(m).forward(store, features, training)); // (U, T, D)
      tokens.add(inputs.get(2 * m + 1)); // (U, T)
    }
    NDList fused = fusion.forward(store, tokens, training); // per branch (U, D)
    NDList vectors = new NDList();
    for (int b = 0; b < fused.size(); b++) {
      NDArray h = hidden.get(b).forward(store, fused.get(b), training);
      NDArray vector = output.get(b).forward(store, Activation.leakyRelu(h, LEAKY_SLOPE), training);
      NDArray whole = residual.get(b) ? vector.add(idRows(inputs)) : vector;
      vectors.add(outputNorm > 0 ? ofLength(whole, outputNorm) : whole);
    }
    return vectors;
  }

  /** Rows scaled to a length; below the smallest norm they, and their gradients, stay small. */
  private static NDArray ofLength(NDArray vectors, double length) {
    NDArray squares = vectors.square().sum(new int[] {1}, true); // (U, 1)
    return vectors.div(Scale.by(squares.maximum(SMALLEST_NORM * SMALLEST_NORM).sqrt(), 1 / length));
  }

  /** (U, D). */
  private NDArray idRows(NDList inputs) {
    return inputs.get(2 * modalities.indexOf(Modality.ID)).get(":, 0");
  }

  /** Of each branch, whether the ID's row is added. */
  static List<Boolean> residual(MultiModalItemEncoder spec) {
    boolean idBranch = spec.branches().stream().anyMatch(MultiModalItemEncoderBlock::isId);
    return spec.branches().stream().map(b -> spec.idResidual() && (isId(b) || !idBranch)).toList();
  }

  private static boolean isId(Branch branch) {
    return branch.name().equals(Modality.ID.name());
  }

  /** Each vector scaled to the feature norm; zero vectors stay zero. */
  private NDArray scaled(NDArray features) {
    NDArray norm = norm(features); // (U, T, 1)
    if (Float.isInfinite(norm.max().getFloat())) {
      // Squares overflow before the vectors do: those are first brought down by their largest.
      NDArray largest = features.abs().max(new int[] {2}, true);
      NDArray small = features.div(NDArrays.where(norm.isInfinite(), largest, norm.onesLike()));
      return scaled(small, norm(small));
    }
    return scaled(features, norm);
  }

  private NDArray scaled(NDArray features, NDArray norm) {
    return features.div(Scale.by(norm.maximum(SMALLEST_NORM), 1 / featureNorm));
  }

  private static NDArray norm(NDArray features) {
    return features.square().sum(new int[] {2}, true).sqrt();
  }
}
