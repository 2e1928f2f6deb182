package io.github.seqrec4j.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.encode.text.TfIdfSvd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextCleaningTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<b>Red</b> Mug | Red Mug",
        "<p>Red</p><p>Mug</p> | Red Mug",
        "Red<br/>Mug | Red Mug",
        "Caf&eacute; &amp; Bar&nbsp;No. &#50; | Caf\u00e9 & Bar No. 2",
        "<style>b { }</style>Red<script>x()</script> Mug<!-- old --> | Red Mug",
        "a < b and 3 <4 | a < b and 3 <4",
        "AT&T & co | AT&T & co",
        "&amp;lt; once | &lt; once",
        "<b>never closed | never closed",
      })
  void markup_becomesPlainText(String text, String plain) {
    assertThat(TextCleaning.clean(text)).isEqualTo(plain);
  }

  @Test
  void lineBreaksAndControlCharacters_becomeOneSpace() {
    assertThat(TextCleaning.clean("Red\r\n\u0000 \u00a0\u2028Mug\t")).isEqualTo("Red Mug");
  }

  @Test
  void features_areThoseOfThePlainText_unlessToldOtherwise(@TempDir Path folder)
      throws IOException {
    Path plain = items(folder, "plain", "Red Mug & Co", "Red Hat", "Green Mug");
    Path marked =
        items(
            folder,
            "marked",
            "<strong>Red</strong>\nMug &amp; Co",
            "<strong>Red<br>Hat",
            "Green Mug");
    TextFeatures clean =
        TextFeatures.builder().encoder(TfIdfSvd.builder().width(2).build()).build();
    TextFeatures raw = clean.toBuilder().clean(false).build();

    assertThat(encode(marked, clean)).isEqualTo(encode(plain, clean));
    assertThat(provenance(marked)).isEqualTo("true");
    assertThat(encode(marked, raw)).isNotEqualTo(encode(plain, raw));
    assertThat(provenance(marked)).isEqualTo("false");
  }

  private static byte[] encode(Path folder, TextFeatures text) throws IOException {
    FeatureEncoding.encodeText(folder, new DataSpec(), text, new EncodingOptions());
    return Files.readAllBytes(folder.resolve("features").resolve("text.npy"));
  }

  private static String provenance(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("features").resolve("text.json"));
    return JsonParser.parseString(text)
        .getAsJsonObject()
        .getAsJsonObject("key")
        .get("clean")
        .getAsString();
  }

  private static Path items(Path parent, String name, String... titles) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    StringBuilder lines = new StringBuilder("item,title\n");
    for (int i = 0; i < titles.length; i++) {
      lines.append('i').append(i).append(",\"").append(titles[i]).append("\"\n");
    }
    Files.writeString(folder.resolve("items.csv"), lines);
    return folder;
  }
}
