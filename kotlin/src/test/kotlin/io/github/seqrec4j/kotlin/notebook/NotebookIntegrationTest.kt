package io.github.seqrec4j.kotlin.notebook

import io.github.seqrec4j.evaluation.BootstrapInterval
import java.lang.reflect.Proxy
import org.assertj.core.api.Assertions.assertThat
import org.jetbrains.kotlinx.jupyter.api.FieldValue
import org.jetbrains.kotlinx.jupyter.api.MimeTypedResult
import org.jetbrains.kotlinx.jupyter.api.Notebook
import org.jetbrains.kotlinx.jupyter.api.libraries.ExecutionHost
import org.jetbrains.kotlinx.jupyter.api.libraries.LibraryDefinition
import org.jetbrains.kotlinx.jupyter.api.libraries.LibraryDefinitionProducer
import org.junit.jupiter.api.Test

internal class NotebookIntegrationTest {

  /** As a kernel goes about it: from the file on the class path to the library. */
  private fun definition(): LibraryDefinition {
    val file = "/META-INF/kotlin-jupyter-libraries/libraries.json"
    val text = checkNotNull(javaClass.getResource(file)) { file }.readText()
    val name = checkNotNull(Regex("\"fqn\": \"([^\"]+)\"").find(text)).groupValues[1]
    val producer = Class.forName(name).getConstructor().newInstance() as LibraryDefinitionProducer
    return producer.getDefinitions(unused<Notebook>()).single()
  }

  /** Something that nobody is to call. */
  private inline fun <reified T> unused(): T =
    Proxy.newProxyInstance(T::class.java.classLoader, arrayOf(T::class.java)) { _, method, _ ->
      throw AssertionError("nobody needs ${method.name}")
    } as T

  @Test
  fun librariesFile_leadsToTheImports() {
    assertThat(definition().imports)
      .contains("io.github.seqrec4j.kotlin.*", "io.github.seqrec4j.kotlin.notebook.*")
  }

  @Test
  fun imports_areOfPackagesAndClassesThatExist() {
    val loader = javaClass.classLoader
    assertThat(definition().imports).allSatisfy { import ->
      val name = import.removeSuffix(".*").replace('.', '/')
      val function = "kotlinx/coroutines/BuildersKt" // where runBlocking is
      assertThat(
          listOf(
              name,
              "$name.class",
              if (import.endsWith(".runBlocking")) "$function.class" else name,
            )
            .mapNotNull(loader::getResource)
        )
        .isNotEmpty()
    }
  }

  @Test
  fun renderer_showsResultsAndNothingElse() {
    val renderer = definition().renderers.single()
    val value = BootstrapInterval(0.125, 0.25)
    assertThat(renderer.accepts(value)).isTrue()
    assertThat(renderer.accepts("text")).isFalse()
    val shown = renderer.execution.execute(unused<ExecutionHost>(), FieldValue(value, "interval"))
    assertThat((shown.value as MimeTypedResult)["text/html"]).contains("0.1250", "0.2500")
  }
}
