package io.github.seqrec4j.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The pages that the build has just made. */
final class BuiltSite {

  static final Path FOLDER = Path.of(System.getProperty("site.output"));
  static final Path ROOT = Path.of(System.getProperty("site.root"));

  private BuiltSite() {}

  /** Pages of the guide by file name, without API documentation. */
  static Map<String, Document> pages() {
    Map<String, Document> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
        pages.put(file.getFileName().toString(), Jsoup.parse(file, "UTF-8"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the site that the build makes first", e);
    }
    return pages;
  }

  /** A page that must be there. */
  static Document page(String name) {
    Document page = pages().get(name);
    if (page == null) {
      throw new AssertionError("the site has no " + name);
    }
    return page;
  }
}
