package io.github.seqrec4j.site;

import io.github.seqrec4j.site.Navigation.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;

/** API documentation that a build with the profile {@code site-api} left beside the guide. */
final class ApiPages {

  private static final List<Page> STARTS =
      List.of(
          new Page("api/apidocs/index.html", "Javadoc"),
          new Page("api/kotlin/index.html", "Kotlin API"));

  private final Path site;

  ApiPages(Path site) {
    this.site = site;
  }

  /** Where a reader starts; empty if there is none. */
  List<Page> starts() {
    return STARTS.stream().filter(page -> Files.isRegularFile(site.resolve(page.file()))).toList();
  }

  /**
   * Takes out scripts of other hosts. Dokka's pages load one that runs samples, of which there are
   * none; and a page of this site tells nobody that it is read.
   */
  void removeForeignScripts() throws IOException {
    Path kotlin = site.resolve("api/kotlin");
    if (!Files.isDirectory(kotlin)) {
      return;
    }
    try (Stream<Path> files = Files.walk(kotlin)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
        Document page = Jsoup.parse(file, "UTF-8");
        page.outputSettings().prettyPrint(false);
        Elements foreign = page.select("script[src~=^(https?:)?//]");
        if (!foreign.isEmpty()) {
          foreign.remove();
          Files.writeString(file, page.outerHtml());
        }
      }
    }
  }
}
