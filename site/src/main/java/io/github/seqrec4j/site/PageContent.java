package io.github.seqrec4j.site;

import io.github.seqrec4j.site.Navigation.Page;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * What a converted page holds, made ready for the layout.
 *
 * @param title its one h1
 * @param description for search engines and previews
 * @param body the sections as HTML elements
 * @param headings sections with an anchor, for the table of contents
 */
record PageContent(String title, String description, Element body, List<Heading> headings) {

  /**
   * A section.
   *
   * @param level 2 or 3
   * @param anchor its id
   * @param text without markup
   */
  record Heading(int level, String anchor, String text) {}

  /**
   * Takes the content out of AsciiDoc's page.
   *
   * @throws IllegalStateException if it has no title or no description
   */
  static PageContent of(Document document, Page page) {
    document.outputSettings().prettyPrint(false);
    Element title = document.selectFirst("#header > h1");
    Element description = document.selectFirst("meta[name=description]");
    Element body = document.selectFirst("#content");
    if (title == null || description == null || body == null) {
      throw new IllegalStateException(
          page.file() + ": every page has a title and a :description:; add what is missing");
    }
    body.select("a.anchor").forEach(PageContent::label);
    body.select(".admonitionblock").forEach(PageContent::note);
    body.select("table").forEach(PageContent::scrollable);
    body.select("pre, .stemblock").attr("tabindex", "0");
    body.select(".imageblock > .content").attr("tabindex", "0").attr("role", "region");
    number("table", body.select(".scroll"));
    number("figure", body.select(".imageblock > .content"));
    body.select("[style]").removeAttr("style");
    List<Heading> headings = new ArrayList<>();
    for (Element heading : body.select("h2[id], h3[id]")) {
      int level = heading.tagName().equals("h2") ? 2 : 3;
      headings.add(new Heading(level, heading.id(), heading.text()));
    }
    return new PageContent(title.text(), description.attr("content"), body, headings);
  }

  /** The link at a heading has no text of its own. */
  private static void label(Element anchor) {
    Element heading = anchor.parent();
    anchor.attr("aria-label", "link to " + (heading == null ? "here" : heading.text()));
  }

  /** AsciiDoc lays notes out in a table, which readers by ear are told of. */
  private static void note(Element block) {
    Element content = block.selectFirst("td.content");
    Element label = block.selectFirst("td.icon");
    if (content == null || label == null) {
      throw new IllegalStateException("a note without content or label: " + block.outerHtml());
    }
    Element note = new Element("aside").addClass("note");
    note.appendElement("p").addClass("label").text(label.text());
    note.append(content.html());
    block.replaceWith(note);
  }

  /** Who reads by ear tells regions apart by their names. */
  private static void number(String kind, Elements regions) {
    for (int i = 0; i < regions.size(); i++) {
      regions.get(i).attr("aria-label", kind + " " + (i + 1));
    }
  }

  /** A wide table scrolls by itself, and not the page. */
  private static void scrollable(Element table) {
    table.select("colgroup").remove();
    table
        .wrap("<div class=\"scroll\" role=\"region\" tabindex=\"0\"></div>")
        .select("th:empty")
        .forEach(cell -> cell.tagName("td"));
  }
}
