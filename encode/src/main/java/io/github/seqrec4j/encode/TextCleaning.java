package io.github.seqrec4j.encode;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/**
 * Makes plain text of what shops export: tags of HTML go, with scripts and styles; entities become
 * the characters they stand for; line breaks, control characters and runs of white space become one
 * space. A {@code <} that begins no tag stays.
 */
final class TextCleaning {

  private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!?]|&[a-zA-Z#]");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

  private TextCleaning() {}

  /** The text in one line; one that has nothing to clean comes back as it is. */
  static String clean(String text) {
    String plain = MARKUP.matcher(text).find() ? Jsoup.parseBodyFragment(text).body().text() : text;
    return SPACE.matcher(plain).replaceAll(" ").strip();
  }
}
