package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.encode.EncodeSpec;
import io.github.seqrec4j.encode.EncodingEvent;
import io.github.seqrec4j.encode.EncodingOptions;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.encode.Redo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Seconds that the default text encoder takes for the lines of a file, writing the features
 * included; beside it stands {@code reference/encode_text.py}.
 */
public final class TextEncoding {

  private TextEncoding() {}

  /** Takes a file of texts, one a line, and a new folder for the dataset that it makes of them. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("benchmarks/run TextEncoding TEXTS.txt NEW-FOLDER");
      System.exit(2);
    }
    List<String> texts = Files.readAllLines(Path.of(arguments[0]));
    Path data = Files.createDirectories(Path.of(arguments[1]));
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int i = 0; i < texts.size(); i++) {
      items.append(i).append('\t').append(texts.get(i).replace('\t', ' ')).append('\n');
    }
    Files.writeString(data.resolve("items.tsv"), items);
    long[] started = new long[1]; // the model is loaded by then
    EncodingOptions options =
        EncodingOptions.builder()
            .redo(Redo.ALWAYS)
            .listener(
                event -> {
                  if (event instanceof EncodingEvent.Started) {
                    started[0] = System.nanoTime();
                  }
                })
            .build();
    FeatureEncoding.encodeText(data, new DataSpec(), EncodeSpec.builder().build().text(), options);
    double seconds = (System.nanoTime() - started[0]) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d texts, %.2f s, %.0f a second%n",
        texts.size(),
        seconds,
        texts.size() / seconds);
  }
}
