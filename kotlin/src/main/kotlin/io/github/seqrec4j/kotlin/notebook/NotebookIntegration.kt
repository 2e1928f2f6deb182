package io.github.seqrec4j.kotlin.notebook

import org.jetbrains.kotlinx.jupyter.api.FieldValue
import org.jetbrains.kotlinx.jupyter.api.HTML
import org.jetbrains.kotlinx.jupyter.api.RendererHandler
import org.jetbrains.kotlinx.jupyter.api.ResultHandlerExecution
import org.jetbrains.kotlinx.jupyter.api.libraries.JupyterIntegration

/**
 * What a Kotlin notebook does when this library comes onto its class path: it imports the DSL and
 * what it works with, and shows results as tables and curves. The kernel finds this class by
 * `META-INF/kotlin-jupyter-libraries/libraries.json`, and brings the API that it is written to.
 */
internal class NotebookIntegration : JupyterIntegration() {

  override fun Builder.onLoaded() {
    import(*IMPORTS.toTypedArray())
    addRenderer(ResultRenderer)
  }

  internal companion object {
    /** Of packages that users write against. */
    val IMPORTS =
      listOf(
        "io.github.seqrec4j.kotlin.*",
        "io.github.seqrec4j.kotlin.notebook.*",
        "io.github.seqrec4j.api.*",
        "io.github.seqrec4j.api.Modality.*",
        "io.github.seqrec4j.data.*",
        "io.github.seqrec4j.encode.FeatureEncoding",
        "io.github.seqrec4j.evaluation.*",
        "io.github.seqrec4j.imports.demo.DemoCatalogue",
        "io.github.seqrec4j.runtime.*",
        "io.github.seqrec4j.study.*",
        "io.github.seqrec4j.training.*",
        "java.nio.file.Path",
        "kotlinx.coroutines.runBlocking",
      )
  }
}

/** Shows what [drawing] knows. */
private object ResultRenderer : RendererHandler {

  override val execution = ResultHandlerExecution { _, result ->
    val draw = checkNotNull(drawing(result.value)) { "accepted, so there is a drawing" }
    FieldValue(HTML(Html.page(draw)), null)
  }

  override fun accepts(value: Any?): Boolean = drawing(value) != null

  override fun replaceVariables(mapping: Map<String, String>): RendererHandler = this
}
