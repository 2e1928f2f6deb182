package io.github.seqrec4j.examples;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.nn.Scale;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A distillation of one's own: each branch learns from every other. */
public final class OwnDistillation {

  private OwnDistillation() {}

  /**
   * Deep mutual learning (Zhang et al., CVPR 2018): the mean of KL(other, own) over all ordered
   * pairs of branches, the other being constant.
   *
   * @param weight of the loss, at least 0
   */
  // tag::distillation[]
  @Description(
      value = "Each branch learns from every other",
      source = "Zhang et al., Deep Mutual Learning, CVPR 2018")
  public record MutualLearning(@Option("weight of the loss, at least 0") double weight)
      implements Distillation {

    /** Weight 1. */
    public MutualLearning() {
      this(1);
    }

    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public MutualLearning {
      Arguments.notNegative("weight", weight);
    }

    @Override
    public String type() {
      return "mutual";
    }

    @Override
    public double weight(int epoch) {
      return weight;
    }

    @Override
    public void check(List<Branch> branches) {
      if (branches.size() < 2) {
        throw new IllegalArgumentException(
            "mutual learning needs two branches or more, there is " + branches);
      }
    }

    @Override
    public NDArray loss(LogitRows rows) {
      List<NDArray> logP = // per branch (R, C)
          IntStream.range(0, rows.branches().size()).mapToObj(rows::logSoftmax).toList();
      NDArray total = rows.logMultiplicity().getManager().create(0f);
      for (NDArray teacher : logP) {
        NDArray constant = teacher.stopGradient();
        for (NDArray student : logP) {
          if (student != teacher) {
            NDArray divergence =
                constant.exp().mul(constant.sub(student)).sum(new int[] {1}); // (R)
            total = total.add(rows.mean(divergence));
          }
        }
      }
      return Scale.by(total, 1.0 / (logP.size() * (logP.size() - 1)));
    }
  }

  // end::distillation[]

  /** Takes a directory for the generated shop. */
  public static void main(String[] arguments) {
    Path data = DemoShop.in(Path.of(arguments[0]));
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender model =
            Trainer.create()
                .fit(
                    DemoShop.spec().distillation(new MutualLearning()).build(),
                    dataset,
                    event -> {})) {
      model.report().test().forEach((branch, test) -> System.out.println(branch + ": " + test));
    }
  }
}
