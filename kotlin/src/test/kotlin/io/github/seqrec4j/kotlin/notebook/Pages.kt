package io.github.seqrec4j.kotlin.notebook

import java.io.StringReader
import javax.xml.parsers.DocumentBuilderFactory
import org.assertj.core.api.Assertions.assertThat
import org.w3c.dom.Document
import org.w3c.dom.Element
import org.xml.sax.InputSource

/** What a notebook shows of a value, read back; it must be well-formed, and is without a script. */
internal fun shown(value: Any?): Document {
  val draw = drawing(value)
  assertThat(draw).describedAs("how to show %s", value).isNotNull()
  val html = Html.page(checkNotNull(draw))
  assertThat(html).doesNotContain("<script", "<img", "/>")
  return DocumentBuilderFactory.newInstance()
    .newDocumentBuilder()
    .parse(InputSource(StringReader(html)))
}

/** The elements of a name. */
internal fun Document.all(name: String): List<Element> =
  getElementsByTagName(name).let { found ->
    (0 until found.length).map { found.item(it) as Element }
  }

/** The cells of all rows, in order. */
internal fun Document.rows(): List<List<String>> =
  all("tr").map { row ->
    val cells = row.childNodes
    (0 until cells.length).map { cells.item(it).textContent }
  }
