package io.github.seqrec4j.testkit;

import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.TextEncoder;
import java.util.List;

/**
 * What every {@link TextEncoder} keeps. Extend it, say how the encoder is made and what it refuses,
 * and register the encoder in {@code META-INF/services} of the module under test.
 */
public abstract class TextEncoderContract extends ContentEncoderContract<TextEncoder, String> {

  /** Characters of a text that is longer than any network reads. */
  private static final int LONG = 100_000;

  private static final int SHOWN = 40;

  /** For subclasses. */
  protected TextEncoderContract() {
    super(TextEncoder.class);
  }

  /** The encoder under test. */
  protected abstract TextEncoder encoder();

  /**
   * Texts of a catalogue, of which an encoder that learns knows something; titles of chairs, mugs
   * and lamps, one of them blank, unless overridden.
   */
  protected List<String> catalogue() {
    return List.of(
        "Oak Reading Chair",
        "Beech Reading Chair, Ladder Back",
        " ",
        "Beech Stool for the Kitchen",
        "Steel Camping Mug",
        "Enamel Mug for the Campsite, blue, with a handle that stays cool",
        "Steel Lamp",
        "Reading Lamp");
  }

  @Override
  protected final TextEncoder component() {
    return encoder();
  }

  @Override
  final List<String> contents() {
    return catalogue().stream().filter(text -> !text.isBlank()).toList();
  }

  @Override
  final List<String> oddContents() {
    return List.of(
        "x",
        "steel mug ".repeat(LONG / 10),
        "m".repeat(LONG),
        "--",
        "\u00a0", // a space that is not blank to Java
        "\u200b\u200d", // characters without width
        "\u0000\u0007\u001b[31m", // control characters
        "\ud83e\udd84 \ud83d\udc69\u200d\ud83d\udcbb", // beyond 16 bits, joined
        "\ud83e", // half a character
        "\u0645\u0635\u0628\u0627\u062d \u202e lamp", // right to left
        "e\u0301\u0301\u0301\u0301",
        "\u6795\u98a8\u6a5f \u3044\u3059");
  }

  @Override
  final String shown(String content) {
    String start = content.length() <= SHOWN ? content : content.substring(0, SHOWN) + "...";
    StringBuilder text = new StringBuilder("'");
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      text.append(c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
    }
    return text.append("' (").append(content.length()).append(" characters)").toString();
  }

  @Override
  final ContentModel<String> open(TextEncoder encoder) {
    return encoder.open(catalogue());
  }

  @Override
  final String hash(TextEncoder encoder) {
    return encoder.hash();
  }
}
