package io.github.seqrec4j.kotlin.notebook

import java.io.StringWriter
import javax.xml.stream.XMLOutputFactory
import javax.xml.stream.XMLStreamWriter

/**
 * HTML, element by element. All text and all values go through the platform's XML writer, so that
 * nothing from data can become markup.
 */
internal class Html private constructor(private val writer: XMLStreamWriter) {

  /** An element with what [content] writes into it. */
  fun element(
    name: String,
    vararg attributes: Pair<String, String>,
    content: Html.() -> Unit = {},
  ) {
    writer.writeStartElement(name)
    for ((key, value) in attributes) {
      writer.writeAttribute(key, value)
    }
    content()
    writer.writeEndElement() // a tag of its own even if empty, as HTML wants
  }

  /** An element that holds a text. */
  fun element(name: String, text: String, vararg attributes: Pair<String, String>) {
    element(name, *attributes) { text(text) }
  }

  /** Text, whatever it holds. */
  fun text(text: String) {
    writer.writeCharacters(text)
  }

  companion object {

    /** What [content] writes, in a box of its own look. */
    fun page(content: Html.() -> Unit): String {
      val text = StringWriter()
      val writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text)
      Html(writer).element("div", "class" to "seqrec4j") {
        element("style", STYLE)
        content()
      }
      writer.close()
      return text.toString()
    }

    /**
     * Colours are the notebook's own, light or dark; has no character that XML writes otherwise.
     */
    private val STYLE =
      """
      .seqrec4j table { border-collapse: collapse; margin: .5em 0; }
      .seqrec4j caption { text-align: left; font-weight: 600; padding: .3em 0; }
      .seqrec4j th, .seqrec4j td { padding: .25em .6em; border-bottom: 1px solid #88888855; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
      .seqrec4j th { font-weight: 600; }
      .seqrec4j .name { text-align: left !important; white-space: normal; }
      .seqrec4j .error, .seqrec4j .note { opacity: .75; font-size: .9em; }
      .seqrec4j .charts { display: flex; flex-wrap: wrap; gap: 1em; }
      .seqrec4j figure { margin: 0; width: 22em; }
      .seqrec4j figcaption { font-weight: 600; }
      .seqrec4j ul { display: flex; flex-wrap: wrap; gap: 0 1em; list-style: none; margin: 0; padding: 0; font-size: .85em; }
      .seqrec4j figure svg { display: block; width: 100%; height: auto; }
      .seqrec4j li svg { display: inline-block; width: 26px; height: 8px; margin-right: .4em; vertical-align: middle; }
      """
        .trimIndent()
  }
}
