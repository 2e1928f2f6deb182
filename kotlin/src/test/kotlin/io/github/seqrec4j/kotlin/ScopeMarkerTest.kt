package io.github.seqrec4j.kotlin

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import kotlin.io.path.writeText
import org.assertj.core.api.Assertions.assertThat
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Compiles snippets of the DSL with the real compiler. */
internal class ScopeMarkerTest {

  @TempDir private lateinit var directory: Path

  private fun compile(body: String): Pair<ExitCode, String> {
    val source = directory.resolve("Snippet.kt")
    source.writeText("import io.github.seqrec4j.kotlin.*\n\nval spec = $body\n")
    val messages = ByteArrayOutputStream()
    val code =
      K2JVMCompiler()
        .exec(
          PrintStream(messages, true),
          "-no-stdlib",
          "-no-reflect",
          "-jvm-target",
          "17",
          "-cp",
          System.getProperty("java.class.path"),
          "-d",
          directory.resolve("out").toString(),
          source.toString(),
        )
    return code to messages.toString()
  }

  @Test
  fun nestedScope_ownMembers_compile() {
    val (code, messages) =
      compile("recommender { maxLength = 3; itemEncoder = multiModal { width = 3 } }")
    assertThat(code).describedAs(messages).isEqualTo(ExitCode.OK)
  }

  @Test
  fun nestedScope_memberOfTheOuterScope_doesNotCompile() {
    val (code, messages) = compile("recommender { itemEncoder = multiModal { maxLength = 3 } }")
    assertThat(code).isEqualTo(ExitCode.COMPILATION_ERROR)
    assertThat(messages).contains("maxLength", "implicit receiver")
  }

  @Test
  fun nestedScope_trainingInsideOptimizer_doesNotCompile() {
    val (code, messages) = compile("recommender { training { optimizer = adamW { epochs = 3 } } }")
    assertThat(code).isEqualTo(ExitCode.COMPILATION_ERROR)
    assertThat(messages).contains("epochs", "implicit receiver")
  }

  @Test
  fun everyScope_keepsItsOuterOnesOut() {
    val wrong =
      listOf(
        "recommender { backbone = sasRec { maxLength = 3 } }",
        "recommender { backbone = gru4Rec { itemEncoder = multiModal() } }",
        "recommender { backbone = bert4Rec { maxLength = 3 } }",
        "recommender { backbone = nextItNet { maxLength = 3 } }",
        "recommender { itemEncoder = multiModal { training { epochs = 1 } } }",
        "recommender { objective { maxLength = 3 } }",
        "recommender { objective { sampler = inBatch { maxLength = 3 } } }",
        "recommender { training { schedule = cosineSchedule { epochs = 3 } } }",
        "multiModal { fusion = idAwareTransformer { width = 3 } }",
        "multiModal { fusion = lateFusion { width = 3 } }",
        "multiModal { fusion = concatFusion { width = 3 } }",
        "multiModal { fusion = sumFusion { width = 3 } }",
        "recommender { distillation = onlineDistillation { maxLength = 3 } }",
        "onlineDistillation { rampUp = sigmoidRampUp { temperature = 1.0 } }",
        "onlineDistillation { rampUp = linearRampUp { temperature = 1.0 } }",
        "onlineDistillation { rampUp = constantWeight { temperature = 1.0 } }",
        "recommender { evaluation { maxLength = 3 } }",
      )
    val (code, messages) = compile(wrong.joinToString(",\n", "listOf(\n", "\n)"))
    assertThat(code).isEqualTo(ExitCode.COMPILATION_ERROR)
    val refused = messages.lines().filter { it.contains("error: ") }
    assertThat(refused).describedAs(messages).hasSameSizeAs(wrong)
    assertThat(refused).allSatisfy { assertThat(it).contains("implicit receiver") }
  }
}
