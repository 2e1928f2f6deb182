package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.ItemTokens;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.TokenEncoder;
import io.github.seqrec4j.api.inference.AttentionKeys;
import io.github.seqrec4j.api.inference.LayerMap;
import io.github.seqrec4j.api.nn.TransformerLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@link IdAwareTransformerBlock} in plain Java. Tokens that nobody sees are left out instead of
 * hidden by a bias, which gives the same: their weights are exactly zero.
 *
 * <p>Shapes: R tokens of an item, real ones and the first of each modality; D width.
 */
final class IdAwareTransformerForm implements TokenEncoder {

  private static final int NONE = -1;

  private final List<LayerMap> layers = new ArrayList<>();
  private final int id; // place of the modality that content does not see, or NONE

  IdAwareTransformerForm(
      IdAwareTransformer spec, List<ModalitySchema> modalities, NamedWeights weights) {
    id =
        spec.visibility() == IdAwareTransformer.Visibility.ID_AWARE
            ? modalities.stream().map(ModalitySchema::modality).toList().indexOf(Modality.ID)
            : NONE;
    int width = modalities.get(0).width();
    for (int i = 0; i < spec.layers(); i++) {
      layers.add(
          new LayerMap(
              weights.below("layer" + i), width, spec.heads(), new TransformerLayer.Form()));
    }
  }

  /**
   * A token on its way through the layers.
   *
   * @param modality whose
   * @param first whether it is the output of its modality
   * @param real whether others see it
   */
  private record Token(int modality, boolean first, boolean real) {}

  @Override
  public float[][] encode(List<ItemTokens> modalities) {
    List<Token> tokens = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (int m = 0; m < modalities.size(); m++) {
      ItemTokens given = modalities.get(m);
      for (int t = 0; t < given.vectors().length; t++) {
        tokens.add(new Token(m, t == 0, t < given.real()));
        vectors.add(given.vectors()[t]);
      }
    }
    int[] seenByAll = seen(tokens, NONE);
    int[] seenByContent = id == NONE ? seenByAll : seen(tokens, id);
    float[][] x = vectors.toArray(float[][]::new); // (R, D)
    for (int i = 0; i < layers.size(); i++) {
      boolean last = i + 1 == layers.size();
      LayerMap layer = layers.get(i);
      AttentionKeys ofAll = layer.keys(rows(x, seenByAll));
      AttentionKeys ofContent =
          seenByContent.length == 0 ? ofAll : layer.keys(rows(x, seenByContent));
      float[][] y = x.clone();
      for (int r = 0; r < y.length; r++) {
        Token token = tokens.get(r);
        if (token.first() || (token.real() && !last)) {
          boolean all = token.modality() == id || seenByContent.length == 0;
          y[r] =
              layer.apply(
                  x[r], all ? ofAll : ofContent, all ? seenByAll.length : seenByContent.length);
        }
      }
      x = y;
    }
    float[][] outputs = new float[modalities.size()][];
    for (int r = 0; r < x.length; r++) {
      if (tokens.get(r).first()) {
        outputs[tokens.get(r).modality()] = x[r];
      }
    }
    return outputs;
  }

  /**
   * Rows that are seen by those to whom a modality is hidden: real ones, or where there is none,
   * all of the others, as softmax has them.
   */
  private static int[] seen(List<Token> tokens, int hidden) {
    int[] real = rows(tokens, hidden, true);
    return real.length > 0 ? real : rows(tokens, hidden, false);
  }

  private static int[] rows(List<Token> tokens, int hidden, boolean realOnly) {
    return IntStream.range(0, tokens.size())
        .filter(r -> tokens.get(r).modality() != hidden && (!realOnly || tokens.get(r).real()))
        .toArray();
  }

  private static float[][] rows(float[][] x, int[] rows) {
    float[][] some = new float[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      some[r] = x[rows[r]];
    }
    return some;
  }
}
