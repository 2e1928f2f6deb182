package io.github.seqrec4j.site;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.github.seqrec4j.site.Navigation.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Jsoup;

/** Builds the guide: parts from the code, pages from AsciiDoc, the site around them. */
public final class BuildSite {

  /** The picture of a report, which the first page shows as the README does. */
  private static final String REPORT = "examples/report.png";

  private BuildSite() {}

  /** Takes the repository's folder, those of parts and of the site, and the version. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Path generated = Files.createDirectories(Path.of(arguments[1]));
    Path site = Files.createDirectories(Path.of(arguments[2]));
    String version = arguments[3];

    Parts.write(root, generated);
    Navigation navigation = Navigation.parse(SiteFiles.text("navigation.txt").lines().toList());
    Map<Page, PageContent> pages = new LinkedHashMap<>();
    try (PageConverter converter = new PageConverter(root, generated, version)) {
      for (Path source : converter.sources()) {
        Page page = navigation.page(source.getFileName().toString().replace(".adoc", ".html"));
        pages.put(page, PageContent.of(Jsoup.parse(converter.convert(source)), page));
      }
    }
    navigation.checkComplete(pages.keySet());
    new SiteFiles(site, navigation, version).write(pages);
    Files.copy(root.resolve(REPORT), site.resolve("report.png"), REPLACE_EXISTING);
  }
}
