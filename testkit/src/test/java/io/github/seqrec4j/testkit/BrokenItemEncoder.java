package io.github.seqrec4j.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.IdTable;
import io.github.seqrec4j.api.ItemEncoder;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.Initializers;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.api.nn.ModelBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A branch per modality, the mean of its tokens mapped linearly, with at most one fault. */
public record BrokenItemEncoder(double dropout, Fault fault) implements ItemEncoder {

  private static final int WIDTH = 6;

  /** What is wrong. */
  public enum Fault {
    NONE,
    /** Centres each number over the items of the batch. */
    ITEMS_MEET,
    /** Means over padded tokens too. */
    MASK_IGNORED,
    /** Divides by the number of tokens, which is zero where there is none. */
    MISSING_DIVIDES,
    /** Declares a parameter that it does not use. */
    IDLE_PARAMETER,
    /** The last modality does not reach the output. */
    MODALITY_UNUSED,
    /** Takes any schema of as many modalities. */
    SCHEMA_UNCHECKED,
    /** Reads the ID but names no table. */
    NO_ID_TABLE,
    /** Names a branch twice. */
    BRANCH_REPEATED
  }

  public BrokenItemEncoder() {
    this(0.5, Fault.NONE);
  }

  public BrokenItemEncoder {
    Arguments.rate("dropout", dropout);
  }

  @Override
  public String type() {
    return "broken";
  }

  @Override
  public List<Modality> modalities() {
    return List.of(Modality.ID, Modality.TEXT, Modality.IMAGE);
  }

  @Override
  public List<Branch> branches() {
    List<Branch> branches = new ArrayList<>(modalities().stream().map(Branch::of).toList());
    if (fault == Fault.BRANCH_REPEATED) {
      branches.set(1, branches.get(0));
    }
    return branches;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public Optional<IdTable> idTable() {
    return fault == Fault.NO_ID_TABLE
        ? Optional.empty()
        : Optional.of(new IdTable(WIDTH, List.of()));
  }

  @Override
  public Block newBlock(ItemSchema items) {
    List<Modality> given = items.modalities().stream().map(ModalitySchema::modality).toList();
    if (!given.equals(modalities()) && fault != Fault.SCHEMA_UNCHECKED) {
      throw new IllegalArgumentException("schema of " + given + ", not of " + modalities());
    }
    return new Maps(this, items);
  }

  /** In: per modality (U, T, F) and (U, T); out: per branch (U, D). */
  private static final class Maps extends ModelBlock {
    private final BrokenItemEncoder spec;
    private final List<Linear> maps = new ArrayList<>();

    Maps(BrokenItemEncoder spec, ItemSchema items) {
      this.spec = spec;
      for (ModalitySchema schema : items.modalities()) {
        Linear map = new Linear(schema.width(), WIDTH, Linear.Bias.WITH);
        maps.add(addChildBlock("map" + maps.size(), map));
      }
      if (spec.fault == Fault.IDLE_PARAMETER) {
        weight("idle", new Shape(WIDTH), Initializers.ONES);
      }
    }

    @Override
    protected NDList outputs(ParameterStore store, NDList inputs, boolean training) {
      NDList out = new NDList();
      for (int m = 0; m < maps.size(); m++) {
        NDArray features = inputs.get(2 * m);
        boolean unused = spec.fault == Fault.MODALITY_UNUSED && m == maps.size() - 1;
        NDArray mean = spec.mean(unused ? features.zerosLike() : features, inputs.get(2 * m + 1));
        out.add(maps.get(m).forward(store, Dropout.apply(mean, spec.dropout, training), training));
      }
      return out;
    }
  }

  /** (U, T, F), (U, T) to (U, F). */
  private NDArray mean(NDArray tokens, NDArray mask) {
    NDArray weight =
        fault == Fault.MASK_IGNORED ? mask.onesLike().expandDims(2) : mask.expandDims(2);
    int[] overTokens = {1};
    NDArray count = weight.sum(overTokens);
    NDArray mean =
        tokens
            .mul(weight)
            .sum(overTokens)
            .div(fault == Fault.MISSING_DIVIDES ? count : count.maximum(1));
    return fault == Fault.ITEMS_MEET ? mean.sub(mean.mean(new int[] {0}, true)) : mean;
  }
}
