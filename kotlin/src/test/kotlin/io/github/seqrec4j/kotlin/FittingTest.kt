package io.github.seqrec4j.kotlin

import ai.djl.ndarray.BaseNDManager
import ai.djl.ndarray.NDManager
import io.github.seqrec4j.api.DataException
import io.github.seqrec4j.api.Modality.ID
import io.github.seqrec4j.api.Modality.TEXT
import io.github.seqrec4j.api.TrainingEvent
import io.github.seqrec4j.data.Dataset
import io.github.seqrec4j.training.Trainer
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import kotlin.io.path.writeText
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

internal class FittingTest {

  @TempDir private lateinit var directory: Path

  private val spec = recommender {
    itemEncoder = multiModal {
      modalities(ID)
      width = 8
    }
    backbone = sasRec { layers = 1 }
    distillation = noDistillation()
    maxLength = 5
    training {
      epochs = 3
      batchSize = 16
    }
  }

  @BeforeEach
  fun writeData() {
    directory.resolve("items.tsv").writeText("item\n" + (0 until 20).joinToString("") { "i$it\n" })
    directory
      .resolve("interactions.tsv")
      .writeText(
        "user\titem\n" +
          (0 until 64).joinToString("") { user ->
            (0 until 6).joinToString("") { "u$user\ti${(user + it) % 20}\n" }
          }
      )
  }

  private fun <T> withData(block: (Dataset) -> T): T = Dataset.open(directory).use(block)

  @Test
  fun fit_toTheEnd_returnsARecommender() {
    withData { data ->
      val events = mutableListOf<TrainingEvent>()
      val model = runBlocking { spec.fit(data, onEvent = events::add) }
      model.use { assertThat(it.recommend(listOf("i1", "i2"), 3)).hasSize(3) }
      assertThat(events.filterIsInstance<TrainingEvent.EpochFinished>()).hasSize(3)
    }
  }

  @Test
  fun fit_equalsJava_inItsWeights() {
    withData { data ->
      val kotlin = runBlocking { spec.fit(data) }
      val java = Trainer.create().fit(spec, data) {}
      kotlin.use { one ->
        java.use { other ->
          assertThat(one.recommend(listOf("i1"), 5)).isEqualTo(other.recommend(listOf("i1"), 5))
        }
      }
    }
  }

  @Test
  fun fit_cancelledInAStep_endsThatStepAndLeavesTheCheckpointAndNoNativeMemory() {
    withData { data ->
      runBlocking { spec.fit(data) }.close() // what the engine makes once
      val before = nativeArrays()
      val checkpoints = directory.resolve("checkpoints")
      val steps = AtomicInteger()
      runBlocking {
        val job =
          launch(start = CoroutineStart.LAZY) {
            val own = coroutineContext.job
            spec.fit(data, checkpoints) { event ->
              if (event is TrainingEvent.StepFinished && event.epoch() == 2) {
                steps.incrementAndGet()
                own.cancel()
              }
            }
          }
        job.join()
        assertThat(job.isCancelled).isTrue()
      }
      assertThat(steps.get()).describedAs("steps of the second epoch").isEqualTo(1)
      assertThat(nativeArrays()).isEqualTo(before)

      val resumed = mutableListOf<TrainingEvent>()
      val continued = runBlocking { spec.fit(data, checkpoints, resumed::add) }
      val unbroken = runBlocking { spec.fit(data) }
      continued.use { one ->
        unbroken.use { other ->
          assertThat(one.recommend(listOf("i1"), 5)).isEqualTo(other.recommend(listOf("i1"), 5))
        }
      }
      val started = resumed.first() as TrainingEvent.Started
      assertThat(started.firstEpoch()).isEqualTo(2)
      assertThat(started.firstStep()).isEqualTo(2)
    }
  }

  @Test
  fun fit_cancelledAfterTheLastStep_closesTheModelThatNobodyGets() {
    withData { data ->
      runBlocking { spec.fit(data) }.close()
      val before = nativeArrays()
      runBlocking {
        val job =
          launch(start = CoroutineStart.LAZY) {
            val own = coroutineContext.job
            spec.fit(data) { event -> if (event is TrainingEvent.Finished) own.cancel() }
          }
        job.join()
        assertThat(job.isCancelled).isTrue()
      }
      assertThat(nativeArrays()).isEqualTo(before)
    }
  }

  @Test
  fun fitAsFlow_collectedToTheEnd_tellsAllAndLendsTheModel() {
    withData { data ->
      val answers = mutableListOf<Int>()
      val events = runBlocking {
        spec.fitAsFlow(data) { model -> answers += model.recommend(listOf("i1"), 4).size }.toList()
      }
      assertThat(events.first()).isInstanceOf(TrainingEvent.Started::class.java)
      assertThat(events.last()).isInstanceOf(TrainingEvent.Finished::class.java)
      assertThat(events.filterIsInstance<TrainingEvent.StepFinished>()).hasSize(3 * 4)
      assertThat(answers).containsExactly(4)
    }
  }

  @Test
  fun fitAsFlow_collectorStopsEarly_trainsNoFurtherAndLeavesNoNativeMemory() {
    withData { data ->
      runBlocking { spec.fit(data) }.close()
      val before = nativeArrays()
      val lent = AtomicInteger()
      val first = runBlocking {
        spec.fitAsFlow(data) { lent.incrementAndGet() }.first { it is TrainingEvent.StepFinished }
      }
      assertThat(first).isInstanceOf(TrainingEvent.StepFinished::class.java)
      assertThat(lent.get()).isZero()
      assertThat(nativeArrays()).isEqualTo(before)
    }
  }

  @Test
  fun fitAsFlow_failing_throwsTheCauseToTheCollector() {
    withData { data ->
      val wrong = recommender {
        itemEncoder = multiModal { modalities(ID, TEXT) }
        backbone = sasRec()
      }
      assertThatThrownBy { runBlocking { wrong.fitAsFlow(data) {}.collect {} } }
        .isInstanceOf(DataException::class.java)
        .hasMessageContaining("text.npy")
    }
  }

  /** Arrays and managers alive in this process, by what the engine prints of itself. */
  private fun nativeArrays(): Long {
    val standard = System.out
    val printed = ByteArrayOutputStream()
    NDManager.newBaseManager().use { manager ->
      System.setOut(PrintStream(printed, true))
      try {
        (manager.parentManager as BaseNDManager).debugDump(0)
      } finally {
        System.setOut(standard)
      }
    }
    val counts = Regex("resource count: (\\d+)").findAll(printed.toString()).toList()
    check(counts.isNotEmpty()) { "the engine printed no count: $printed" }
    return counts.sumOf { it.groupValues[1].toLong() }
  }
}
