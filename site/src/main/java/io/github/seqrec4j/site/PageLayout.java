package io.github.seqrec4j.site;

import io.github.seqrec4j.site.Navigation.Group;
import io.github.seqrec4j.site.Navigation.Page;
import io.github.seqrec4j.site.PageContent.Heading;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The page around the content: navigation, table of contents, neighbours. */
final class PageLayout {

  private final String template;
  private final Navigation navigation;
  private final String version;
  private final List<Page> api;

  /** Takes a template with the places to fill by their ids. */
  PageLayout(String template, Navigation navigation, String version, List<Page> api) {
    this.template = template;
    this.navigation = navigation;
    this.version = version;
    this.api = api;
  }

  String render(Page page, PageContent content) {
    Document document = Jsoup.parse(template);
    document.outputSettings().prettyPrint(false);
    document.title(content.title() + " - seqrec4j");
    place(document, "meta[name=description]").attr("content", content.description());
    place(document, "#version").text(version);
    navigate(place(document, "#navigation"), page);
    contents(place(document, "#contents"), content.headings());
    place(document, "h1").text(content.title());
    place(document, "#content").html(content.body().html());
    neighbours(place(document, "#neighbours"), page);
    return document.outerHtml();
  }

  private void navigate(Element list, Page current) {
    for (Group group : navigation.groups()) {
      list.appendElement("p").addClass("group").text(group.title());
      links(list, group.pages(), current);
    }
    if (!api.isEmpty()) {
      list.appendElement("p").addClass("group").text("API");
      links(list, api, current);
    }
  }

  private static void links(Element parent, List<Page> pages, Page current) {
    Element list = parent.appendElement("ul");
    for (Page page : pages) {
      Element link = list.appendElement("li").appendElement("a");
      link.attr("href", page.file()).text(page.title());
      if (page.equals(current)) {
        link.attr("aria-current", "page");
      }
    }
  }

  private static void contents(Element contents, List<Heading> headings) {
    if (headings.size() < 2) {
      contents.remove();
      return;
    }
    Element list = contents.appendElement("ul");
    for (Heading heading : headings) {
      list.appendElement("li")
          .addClass("level-" + heading.level())
          .appendElement("a")
          .attr("href", "#" + heading.anchor())
          .text(heading.text());
    }
  }

  private void neighbours(Element place, Page page) {
    List<Page> pages = navigation.pages();
    int at = pages.indexOf(page);
    if (at > 0) {
      link(place, pages.get(at - 1), "prev", "\u2190 ", "");
    }
    if (at < pages.size() - 1) {
      link(place, pages.get(at + 1), "next", "", " \u2192");
    }
  }

  private static void link(Element place, Page page, String rel, String before, String after) {
    place
        .appendElement("a")
        .attr("rel", rel)
        .attr("href", page.file())
        .text(before + page.title() + after);
  }

  private static Element place(Document document, String selector) {
    Element found = document.selectFirst(selector);
    if (found == null) {
      throw new IllegalStateException("page.html has no " + selector + "; add it");
    }
    return found;
  }
}
