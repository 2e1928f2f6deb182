/**
 * Logs that outgrew one machine, cleaned on an Apache Spark cluster to the dataset that one machine
 * would make of them; items encoded and models trained by executors; every user's top k from its
 * executors; users of a stream scored by their last events. Spark does the distributing, and has
 * scope {@code provided}: the cluster has it.
 *
 * <ul>
 *   <li>{@link io.github.seqrec4j.spark.LogPreparation}: the filters, the order and the ties of a
 *       dataset directory, as joins, counts and windows over frames. Each step is a file, so that a
 *       loop's plan does not grow and a lost executor repeats one step.
 *   <li>{@link io.github.seqrec4j.spark.ItemEncoding}: the chunks of {@code seqrec encode}, each a
 *       file of the workspace that is named after what it holds.
 *   <li>{@link io.github.seqrec4j.spark.ClusterTraining}: synchronous rounds of local steps as in
 *       DiLoCo (Douillard et al. 2023, arXiv 2311.08105). Moments stay with their partition, as
 *       files: with them, the weights and its number a round is determined to the last bit.
 *   <li>{@link io.github.seqrec4j.spark.UserScoring}: users meet their events by one shuffle, and
 *       the model, which an executor loads once, by the runtime's Java engine.
 *   <li>{@link io.github.seqrec4j.spark.StreamScoring}: a user's last events as the state of a
 *       stream.
 *   <li>{@link io.github.seqrec4j.spark.HistoryRecommender}: a column of histories becomes one of
 *       recommendations, as a stage of a Spark ML pipeline.
 * </ul>
 *
 * <p>No class here names a class of Scala: what is compiled for one of its lines runs on the other.
 */
@NullMarked
package io.github.seqrec4j.spark;

import org.jspecify.annotations.NullMarked;
