package io.github.seqrec4j.training;

import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.ParameterGroup;
import io.github.seqrec4j.api.ParameterGroups;
import io.github.seqrec4j.api.ParameterGroups.Decayed;

/**
 * How a parameter moves beside others.
 *
 * @param rate on the step size
 * @param decay on the weight decay
 */
record MoveFactors(double rate, double decay) {

  /** Of a dense parameter, by its name in {@link SequenceModel#parameters()} and its type. */
  static MoveFactors of(String name, Parameter parameter, ParameterGroups groups) {
    if (name.startsWith(SequenceModel.ID_TABLE + ".")) { // rows that items share
      return ofIdTable(groups);
    }
    ParameterGroup group =
        name.startsWith(SequenceModel.ENCODER + ".") ? groups.itemEncoder() : groups.backbones();
    boolean decays =
        groups.decayed() == Decayed.ALL || parameter.getType() == Parameter.Type.WEIGHT;
    return new MoveFactors(group.rateFactor(), decays ? group.decayFactor() : 0);
  }

  /** Of the rows of the ID table. */
  static MoveFactors ofIdTable(ParameterGroups groups) {
    return new MoveFactors(
        groups.idTable().rateFactor(),
        groups.decayed() == Decayed.ALL ? groups.idTable().decayFactor() : 0);
  }
}
