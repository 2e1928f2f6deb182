package io.github.seqrec4j.site;

import io.github.seqrec4j.site.Navigation.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** The files of the site: pages with all around them, style, scripts, search. */
final class SiteFiles {

  private static final String LUNR = "/META-INF/resources/webjars/lunr/2.3.9/";

  private final Path site;
  private final Navigation navigation;
  private final String version;

  SiteFiles(Path site, Navigation navigation, String version) {
    this.site = site;
    this.navigation = navigation;
    this.version = version;
  }

  /** Writes the whole site of these pages. */
  void write(Map<Page, PageContent> pages) throws IOException {
    ApiPages api = new ApiPages(site);
    api.removeForeignScripts();
    PageLayout layout = new PageLayout(text("page.html"), navigation, version, api.starts());
    SearchIndex index = new SearchIndex();
    for (Map.Entry<Page, PageContent> each : pages.entrySet()) {
      Page page = each.getKey();
      index.add(page, each.getValue());
      Files.writeString(site.resolve(page.file()), layout.render(page, each.getValue()));
    }
    Files.writeString(site.resolve("search-index.js"), index.script());
    for (String file : List.of("site.css", "site.js", "icon.svg")) {
      Files.writeString(site.resolve(file), text(file));
    }
    copy(LUNR + "lunr.min.js", site.resolve("lunr.js"));
    copy(LUNR + "LICENSE", site.resolve("lunr.license.txt"));
  }

  /** A text file beside this class. */
  static String text(String name) throws IOException {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void copy(String name, Path target) throws IOException {
    try (InputStream in = open(name)) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = SiteFiles.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("no resource " + name + " on the class path");
    }
    return in;
  }
}
