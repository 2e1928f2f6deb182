package io.github.seqrec4j.distill;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.LogitRows;
import java.util.List;

/** No distillation: branches learn from the targets alone. */
@Description("Branches learn from the targets alone")
public record NoDistillation() implements Distillation {

  @Override
  public String type() {
    return "none";
  }

  @Override
  public double weight(int epoch) {
    return 0;
  }

  @Override
  public NDArray loss(LogitRows rows) {
    return rows.logits().get(0).getManager().create(0f);
  }

  @Override
  public void check(List<Branch> branches) {
    // Suits any branches.
  }
}
