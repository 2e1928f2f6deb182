package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Experimental;
import java.util.Map;

/**
 * A round of a training by rounds.
 *
 * @param round from 1
 * @param rounds most that will run
 * @param localSteps steps of each partition
 * @param crossEntropy the objective's loss: mean over partitions and steps, summed over branches
 * @param distillation weighted, likewise
 * @param gradientNorm before clipping, likewise
 * @param validation metric by name, for the ensemble and each branch; empty where it was not
 *     validated
 * @param best whether this is the best round so far
 * @param sentBytes weights that each executor was sent
 * @param gatheredBytes weights that the partitions sent, all together, before any sum
 * @param movedRows rows of the ID table that any partition moved
 * @param slowestSeconds wall time of the partition that took longest
 * @param roundSeconds wall time of the round on the driver, from the weights' sending to their sum
 * @param driverSeconds wall time of the outer step, the validation and the checkpoint
 */
@Experimental
public record RoundReport(
    int round,
    int rounds,
    int localSteps,
    double crossEntropy,
    double distillation,
    double gradientNorm,
    Map<String, Map<String, Double>> validation,
    boolean best,
    long sentBytes,
    long gatheredBytes,
    int movedRows,
    double slowestSeconds,
    double roundSeconds,
    double driverSeconds) {}
