package io.github.seqrec4j.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The results as the README has them, so that there is one place to keep them. */
final class ResultsPart {

  private static final String START = "<!-- results -->";
  private static final String END = "<!-- /results -->";

  private ResultsPart() {}

  /**
   * The README's results, as HTML that AsciiDoc passes through.
   *
   * @throws IllegalStateException if the README has no such region
   */
  static String write(Path readme) throws IOException {
    String text = Files.readString(readme);
    int start = text.indexOf(START);
    int end = text.indexOf(END);
    if (start < 0 || end < start) {
      throw new IllegalStateException(
          readme
              + ": no region from '"
              + START
              + "' to '"
              + END
              + "'; put them around the results");
    }
    var tables = List.of(TablesExtension.create());
    var markdown = Parser.builder().extensions(tables).build();
    var html = HtmlRenderer.builder().extensions(tables).build();
    String region = text.substring(start + START.length(), end);
    Node results = markdown.parse(region);
    results.accept(new Unbroken());
    return "++++\n" + html.render(results) + "++++\n";
  }

  /** Keeps a mean and its deviation, and the slash behind them, on one line; code is left alone. */
  private static final class Unbroken extends AbstractVisitor {

    @Override
    public void visit(Text text) {
      text.setLiteral(
          text.getLiteral().replace(" ± ", "\u00a0±\u00a0").replace(" / .", "\u00a0/ ."));
    }
  }
}
