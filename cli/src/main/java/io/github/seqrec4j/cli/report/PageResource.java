package io.github.seqrec4j.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;

/** Templates of pages, which share a style sheet. */
final class PageResource {

  private PageResource() {}

  /** A template with the style sheet in it. */
  static Document page(String name) {
    Document page = Jsoup.parse(text(name));
    page.outputSettings().prettyPrint(false);
    page.expectFirst("style").appendChild(new DataNode(Ink.styleSheet() + text("report.css")));
    return page;
  }

  private static String text(String name) {
    try (InputStream in = PageResource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is part of this jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": " + e.getMessage(), e);
    }
  }
}
