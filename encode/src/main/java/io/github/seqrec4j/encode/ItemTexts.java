package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.files.Sha256;
import java.util.List;
import java.util.Map;

/**
 * The texts of a catalogue.
 *
 * @param where where they are, for messages
 * @param texts one per item
 * @param clean whether they were made of plain text
 */
record ItemTexts(String where, List<String> texts, boolean clean) implements Contents<String> {

  private static final int SIDE = 64;

  @Override
  public Found<String> load(int item) {
    String text = texts.get(item);
    return text.isBlank() ? new Missing<>() : new Present<>(text);
  }

  @Override
  public int weight(int item) {
    return texts.get(item).length();
  }

  @Override
  public int side() {
    return SIDE;
  }

  @Override
  public Map<String, Boolean> preparation() {
    return Map.of("clean", clean);
  }

  @Override
  public String hash() {
    return Sha256.ofParts(texts);
  }
}
