package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.ItemTokens;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.TokenEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link MixtureOfExpertsBlock} in plain Java, of one item. */
final class MixtureOfExpertsForm implements TokenEncoder {

  private final boolean early;
  private final int width;
  private final List<@Nullable ExpertMixtureForm> adaptors = new ArrayList<>(); // null for the ID

  MixtureOfExpertsForm(
      MixtureOfExperts spec, List<ModalitySchema> modalities, NamedWeights weights) {
    early = spec.stage() == MixtureOfExperts.Stage.EARLY;
    width = modalities.get(0).width();
    for (ModalitySchema schema : modalities) {
      adaptors.add(
          schema.modality().equals(Modality.ID)
              ? null
              : new ExpertMixtureForm(spec, width, weights.below("adaptor_" + schema.modality())));
    }
  }

  @Override
  public float[][] encode(List<ItemTokens> modalities) {
    float[][] adapted = FirstTokens.of(modalities); // (M, D)
    for (int m = 0; m < adapted.length; m++) {
      ExpertMixtureForm adaptor = adaptors.get(m);
      adapted[m] = adaptor == null ? adapted[m] : adaptor.apply(adapted[m]);
    }
    if (!early) {
      return adapted;
    }
    float[] sum = new float[width];
    for (int m = 0; m < adapted.length; m++) {
      if (modalities.get(m).real() > 0) { // what an item lacks adds nothing
        MultiModalItemEncoderForm.add(adapted[m], sum);
      }
    }
    return new float[][] {sum};
  }
}
