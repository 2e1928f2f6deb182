package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.ArrayBlock;

/** A plug-in without Java form: a user is the last item. */
public record BlockOnly() implements SequenceBackbone {

  @Override
  public String type() {
    return "block-only";
  }

  @Override
  public SequenceTask task() {
    return SequenceTask.NEXT_ITEM;
  }

  @Override
  public Block newBlock(SequenceSchema sequences) {
    return new ArrayBlock() {
      @Override
      protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
        return inputs.get(0).duplicate();
      }
    };
  }
}
