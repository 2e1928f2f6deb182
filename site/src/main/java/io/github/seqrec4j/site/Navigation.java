package io.github.seqrec4j.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The pages in the order of reading.
 *
 * @param groups with a heading each
 */
record Navigation(List<Group> groups) {

  /**
   * Pages under one heading.
   *
   * @param title of the group
   * @param pages in their order
   */
  record Group(String title, List<Page> pages) {}

  /**
   * A page.
   *
   * @param file its name, {@code start.html}
   * @param title as the navigation shows it
   */
  record Page(String file, String title) {}

  private static final String HEADING = "# ";

  /**
   * Reads lines {@code # group} and {@code file title}.
   *
   * @throws IllegalArgumentException naming a line that is neither, or a page before any group
   */
  static Navigation parse(List<String> lines) {
    List<Group> groups = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(HEADING)) {
        groups.add(new Group(line.substring(HEADING.length()), new ArrayList<>()));
      } else if (!line.isBlank()) {
        String[] parts = line.split(" ", 2);
        if (parts.length < 2 || groups.isEmpty()) {
          throw new IllegalArgumentException(
              "navigation: '"
                  + line
                  + "' is neither '# group' nor 'file title' under a group; correct the line");
        }
        groups.get(groups.size() - 1).pages().add(new Page(parts[0], parts[1]));
      }
    }
    return new Navigation(List.copyOf(groups));
  }

  /** All pages in the order of reading. */
  List<Page> pages() {
    return groups.stream().flatMap(group -> group.pages().stream()).toList();
  }

  /**
   * The page of a file.
   *
   * @throws IllegalArgumentException if it is not listed
   */
  Page page(String file) {
    return pages().stream()
        .filter(page -> page.file().equals(file))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    file + " is not in navigation.txt: no reader would find it; list it"));
  }

  /**
   * Checks that there is a page for each that is listed.
   *
   * @throws IllegalStateException naming those that are missing
   */
  void checkComplete(Collection<Page> found) {
    List<Page> missing = new ArrayList<>(pages());
    missing.removeAll(found);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "navigation.txt lists pages that are not there: " + missing + "; write or remove them");
    }
  }
}
