package io.github.seqrec4j.site;

import com.google.gson.Gson;
import io.github.seqrec4j.site.Navigation.Page;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The text of every section, for the search in the browser. */
final class SearchIndex {

  /**
   * A section.
   *
   * @param url page and anchor
   * @param page its title
   * @param title of the section
   * @param text without markup
   */
  record Entry(String url, String page, String title, String text) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Adds each section of a page; what stands before the first belongs to the page itself. */
  void add(Page page, PageContent content) {
    String url = page.file();
    String title = content.title();
    StringBuilder text = new StringBuilder(content.description()).append(' ');
    for (Node node : content.body().nodeStream().toList()) {
      if (node instanceof Element heading
          && heading.tagName().matches("h[23]")
          && !heading.id().isEmpty()) {
        entries.add(new Entry(url, content.title(), title, squeeze(text)));
        url = page.file() + "#" + heading.id();
        title = heading.text();
        text = new StringBuilder();
      } else if (node instanceof TextNode words) {
        text.append(words.text()).append(' ');
      }
    }
    entries.add(new Entry(url, content.title(), title, squeeze(text)));
  }

  /** A script that sets the entries: a page opened from a disk may load a script, but not JSON. */
  String script() {
    return "window.searchEntries = " + new Gson().toJson(entries) + ";\n";
  }

  private static String squeeze(StringBuilder text) {
    return text.toString().replaceAll("\\s+", " ").strip();
  }
}
