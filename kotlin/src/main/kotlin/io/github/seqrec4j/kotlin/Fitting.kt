package io.github.seqrec4j.kotlin

import io.github.seqrec4j.api.RecommenderSpec
import io.github.seqrec4j.api.TrainingEvent
import io.github.seqrec4j.data.Dataset
import io.github.seqrec4j.training.TrainedRecommender
import io.github.seqrec4j.training.Trainer
import java.nio.file.Path
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.onFailure
import kotlinx.coroutines.channels.trySendBlocking
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.withContext

/**
 * [Trainer.fit] as a suspending function, on [Dispatchers.Default].
 *
 * When the coroutine is cancelled, the step in flight ends, native memory is released, and with
 * [checkpoints] the state after that step is left to resume from.
 *
 * @param checkpoints directory of [Trainer.withCheckpoints]; `null` keeps the state in memory only
 * @param onEvent hears every step and epoch, on the training thread
 * @return the recommender, which the caller closes
 */
public suspend fun RecommenderSpec.fit(
  dataset: Dataset,
  checkpoints: Path? = null,
  onEvent: (TrainingEvent) -> Unit = {},
): TrainedRecommender {
  val spec = this
  val trainer = if (checkpoints == null) Trainer.create() else Trainer.withCheckpoints(checkpoints)
  var model: TrainedRecommender? = null
  try {
    return withContext(Dispatchers.Default) {
      trainer
        .fit(spec, dataset) { event ->
          onEvent(event)
          ensureActive()
        }
        .also { model = it }
    }
  } catch (e: CancellationException) {
    model?.close() // trained, but cancelled before it could be handed over
    throw e
  }
}

/**
 * A training as a cold flow of its events: collecting it trains. After the last event [use] gets
 * the recommender, which is closed when it returns; to keep a recommender, take [fit].
 *
 * A collector that is slower than training slows it. Cancelling the collection ends the step in
 * flight and leaves what [fit] leaves.
 */
public fun RecommenderSpec.fitAsFlow(
  dataset: Dataset,
  checkpoints: Path? = null,
  use: suspend (TrainedRecommender) -> Unit,
): Flow<TrainingEvent> = channelFlow {
  val model =
    fit(dataset, checkpoints) { event ->
      trySendBlocking(event).onFailure {
        throw CancellationException("nobody listens any more", it)
      }
    }
  model.use { use(it) }
}
