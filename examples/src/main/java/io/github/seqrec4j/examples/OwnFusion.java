package io.github.seqrec4j.examples;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.nio.file.Path;
import java.util.List;

/** A fusion of one's own: each modality decides by a gate how much of it enters the item. */
public final class OwnFusion {

  private static final Branch GATED = new Branch("gated");

  private OwnFusion() {}

  /** One branch, the sum of the modalities, each times a gate in (0, 1) that it computes itself. */
  // tag::fusion[]
  @Description("The sum of all modalities, each weighted by a gate of its own")
  public record Gates() implements Fusion {

    @Override
    public String type() {
      return "gates";
    }

    @Override
    public List<Branch> branches(List<Modality> modalities) {
      return List.of(GATED);
    }

    @Override
    public void check(List<Modality> modalities, int width) {} // all suit

    @Override
    public Block newBlock(List<Modality> modalities, int width) {
      return new GatesBlock(modalities.size(), width);
    }
  }

  /** In: per modality (U, T, D) and (U, T); out: (U, D). */
  private static final class GatesBlock extends ArrayBlock {
    private final Linear[] gates;

    GatesBlock(int modalities, int width) {
      gates = new Linear[modalities];
      for (int m = 0; m < modalities; m++) {
        gates[m] = addChildBlock("gate" + m, new Linear(width, width, Linear.Bias.WITH));
      }
    }

    @Override
    protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
      NDArray[] gated = new NDArray[gates.length];
      for (int m = 0; m < gates.length; m++) {
        NDArray token = inputs.get(2 * m).get(":, 0"); // (U, D), the modality's first
        NDArray known = inputs.get(2 * m + 1).get(":, 0").expandDims(1); // (U, 1), 0 = missing
        NDArray gate = Activation.sigmoid(gates[m].forward(store, token, training));
        gated[m] = token.mul(gate).mul(known);
      }
      return gated.length == 1 ? gated[0] : NDArrays.add(gated);
    }
  }

  // end::fusion[]

  /** Takes a directory for the generated shop. */
  public static void main(String[] arguments) {
    Path data = DemoShop.in(Path.of(arguments[0]));
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender model =
            Trainer.create()
                .fit(
                    DemoShop.spec()
                        .itemEncoder(DemoShop.encoder().fusion(new Gates()).build())
                        .build(),
                    dataset,
                    event -> {})) {
      System.out.println("branches " + model.branches() + ": " + model.report().test());
    }
  }
}
