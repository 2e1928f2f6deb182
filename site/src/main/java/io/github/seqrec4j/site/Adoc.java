package io.github.seqrec4j.site;

/** Text as AsciiDoc shows it unchanged. */
final class Adoc {

  private Adoc() {}

  /** In the body of a paragraph or a table cell. */
  static String text(String plain) {
    return plain.isEmpty() ? "" : "pass:c[" + plain.replace("]", "\\]").replace("|", "\\|") + "]";
  }

  /** In the type of code. */
  static String code(String plain) {
    return plain.isEmpty() ? "" : "`" + text(plain) + "`";
  }

  /** A tagged region of a file that holds several. */
  static String region(String tag, String content) {
    return "// tag::" + tag + "[]\n" + content.stripTrailing() + "\n// end::" + tag + "[]\n\n";
  }

  /** A listing; the language is shown by its colours. */
  static String listing(String language, String content) {
    return "[source," + language + "]\n----\n" + content.stripTrailing() + "\n----\n";
  }
}
