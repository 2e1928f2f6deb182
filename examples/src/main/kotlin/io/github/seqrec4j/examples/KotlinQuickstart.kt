package io.github.seqrec4j.examples

import io.github.seqrec4j.api.Modality.ID
import io.github.seqrec4j.api.Modality.IMAGE
import io.github.seqrec4j.api.Modality.TEXT
import io.github.seqrec4j.api.TrainingEvent
import io.github.seqrec4j.data.Dataset
import io.github.seqrec4j.kotlin.ENSEMBLE
import io.github.seqrec4j.kotlin.adamW
import io.github.seqrec4j.kotlin.fit
import io.github.seqrec4j.kotlin.idAwareTransformer
import io.github.seqrec4j.kotlin.multiModal
import io.github.seqrec4j.kotlin.onlineDistillation
import io.github.seqrec4j.kotlin.recommender
import io.github.seqrec4j.kotlin.sasRec
import io.github.seqrec4j.kotlin.sigmoidRampUp
import io.github.seqrec4j.kotlin.teaches
import java.nio.file.Path
import kotlinx.coroutines.runBlocking

/** Trains on a dataset directory whose items have text and image features, and recommends. */
public fun main(arguments: Array<String>): Unit = runBlocking {
  val data = Path.of(arguments[0])
  val history = arguments.drop(1) // items, oldest first

  // tag::readme[]
  val spec = recommender {
    itemEncoder = multiModal {
      modalities(ID, TEXT, IMAGE)
      width = 32
      outputGain = 0.125
      fusion = idAwareTransformer { layers = 1 }
    }
    backbone = sasRec { layers = 1 }
    distillation = onlineDistillation {
      teachers(ID teaches TEXT, ID teaches IMAGE, ENSEMBLE teaches ID)
      rampUp = sigmoidRampUp { epochs = 10 }
    }
    training {
      epochs = 2
      optimizer = adamW { learningRate = 0.002 }
    }
  }

  Dataset.open(data).use { dataset ->
    val model =
      spec.fit(dataset) { event ->
        if (event is TrainingEvent.EpochFinished) println("epoch ${event.epoch()}")
      }
    model.use { it.recommend(history, 10).forEach { r -> println("${r.item()} ${r.score()}") } }
  }
  // end::readme[]
}
