package io.github.seqrec4j.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Modality;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** In: per modality (U, T, D) and (U, T); out: per branch (U, D). */
final class MixtureOfExpertsBlock extends FirstTokens {

  private final MixtureOfExperts spec;
  private final List<@Nullable ExpertMixture> adaptors = new ArrayList<>(); // null for the ID

  MixtureOfExpertsBlock(MixtureOfExperts spec, List<Modality> modalities, int width) {
    super(modalities.size(), 0); // each expert drops on its own
    this.spec = spec;
    for (Modality modality : modalities) {
      adaptors.add(
          modality.equals(Modality.ID)
              ? null
              : addChildBlock("adaptor_" + modality, new ExpertMixture(spec, width)));
    }
  }

  @Override
  NDList fuse(ParameterStore store, NDList first, NDList present, boolean training) {
    NDList adapted = new NDList();
    for (int m = 0; m < first.size(); m++) {
      ExpertMixture adaptor = adaptors.get(m);
      NDArray token = first.get(m); // (U, D)
      adapted.add(adaptor == null ? token : adaptor.forward(store, token, training));
    }
    if (spec.stage() == MixtureOfExperts.Stage.LATE) {
      return adapted;
    }
    NDArray sum = null;
    for (int m = 0; m < adapted.size(); m++) {
      NDArray share = adapted.get(m).mul(present.get(m)); // what an item lacks adds nothing
      sum = sum == null ? share : sum.add(share);
    }
    return new NDList(Objects.requireNonNull(sum, "an item has at least one modality"));
  }
}
