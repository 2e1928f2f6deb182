package io.github.seqrec4j.cli.report;

import org.jsoup.nodes.Element;

/** Names and values in two columns. */
final class DefinitionTable {

  private DefinitionTable() {}

  static void row(Element table, String name, String value) {
    Element row = table.appendElement("tr");
    row.appendElement("th").attr("scope", "row").text(name);
    row.appendElement("td").text(value);
  }
}
