/**
 * Logs that outgrew one machine, cleaned on an Apache Spark cluster to the dataset that one machine
 * would make of them; items encoded by executors; every user's top k from its executors; users of a
 * stream scored by their last events. Spark does the distributing, and has scope {@code provided}:
 * the cluster has it.
 *
 * <ul>
 *   <li>{@link io.github.seqrec4j.spark.LogPreparation}: the filters, the order and the ties of a
 *       dataset directory, as joins, counts and windows over frames. Each step is a file, so that a
 *       loop's plan does not grow and a lost executor repeats one step.
 *   <li>{@link io.github.seqrec4j.spark.ItemEncoding}: the chunks of {@code seqrec encode}, each a
 *       file of the workspace that is named after what it holds.
 *   <li>{@link io.github.seqrec4j.spark.UserScoring}: users meet their events by one shuffle, and
 *       the model, which an executor loads once, by the runtime's Java engine.
 *   <li>{@link io.github.seqrec4j.spark.StreamScoring}: a user's last events as the state of a
 *       stream.
 *   <li>{@link io.github.seqrec4j.spark.HistoryRecommender}: a column of histories becomes one of
 *       recommendations, as a stage of a Spark ML pipeline.
 * </ul>
 *
 * <p>Training is not here. It would be synchronous rounds as in DiLoCo (Douillard et al. 2023,
 * arXiv 2311.08105): users are dealt to partitions by a hash of their identifiers; a barrier stage
 * runs H steps of the ordinary trainer in each, from the weights broadcast; the differences, the
 * flat dense part and those rows of the ID table that were read, go up by {@code treeAggregate} and
 * move the weights by an outer optimiser, plain averaging or Nesterov's momentum; the driver writes
 * a checkpoint a round. Moments stay with their partition, by its number, in the workspace. With
 * one partition and averaging that is local training, as a step depends on its epoch and number
 * alone. What it needs of {@code training} is one class around {@code StepRunner} and {@code
 * TrainingState} that opens a shard's steps from arrays instead of a checkpoint, runs from step to
 * step, and gives the arrays back with the rows read; and of {@code data} a split whose item
 * counts, which samplers correct by, are those of all shards.
 *
 * <p>No class here names a class of Scala: what is compiled for one of its lines runs on the other.
 */
@NullMarked
package io.github.seqrec4j.spark;

import org.jspecify.annotations.NullMarked;
