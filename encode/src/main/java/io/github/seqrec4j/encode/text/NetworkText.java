package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.Output;
import io.github.seqrec4j.encode.model.Vectors;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Texts through a tokenizer and a Transformer, in batches of texts of like length. */
final class NetworkText implements ContentModel<String> {

  private final TextTokens tokenizer;
  private final SequenceNetwork network;
  private final TokenOptions options;
  private final int width;
  private final boolean pools; // the network itself

  private NetworkText(TextTokens tokenizer, SequenceNetwork network, TokenOptions options) {
    this.tokenizer = tokenizer;
    this.network = network;
    this.options = options;
    long[][] probe = tokenizer.ids(List.of("a"));
    int length = probe[0].length;
    // A text and one that is longer by a token tell (1, L, F) from (1, F).
    int single = network.run(probe, length).remaining();
    long[] longer = Arrays.copyOf(probe[0], length + 1);
    longer[length] = probe[0][length - 1];
    int more = network.run(new long[][] {longer}, length + 1).remaining();
    pools = more == single;
    width = pools ? single : more - single;
    if (!pools && single != length * width) {
      throw new DataException(
          network.name()
              + ": "
              + length
              + " tokens give "
              + single
              + " numbers; expected an output (batch, tokens, width) or (batch, width)");
    }
    if (pools && options.output() == Output.TOKENS) {
      throw new DataException(
          network.name()
              + ": it gives one vector of "
              + width
              + " numbers for a text, none for each token; set output = pooled");
    }
  }

  /**
   * Over a network, which is closed with this or if this fails.
   *
   * @param tokenizer content of a tokenizer.json
   * @param name what error messages call the tokenizer
   */
  static NetworkText of(
      byte[] tokenizer, String name, SequenceNetwork network, TokenOptions options) {
    TextTokens tokens = null;
    try {
      tokens = TextTokens.of(tokenizer, name, options.maxLength());
      return new NetworkText(tokens, network, options);
    } catch (RuntimeException e) {
      network.close();
      if (tokens != null) {
        tokens.close();
      }
      throw e;
    }
  }

  @Override
  public FeatureShape shape() {
    return options.shape(width);
  }

  @Override
  public List<FeatureRow> encode(List<String> texts) {
    long[][] ids = tokenizer.ids(texts);
    Integer[] order = new Integer[ids.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingInt(i -> ids[i].length)); // stable
    FeatureRow[] rows = new FeatureRow[ids.length];
    List<Integer> batch = new ArrayList<>();
    for (int text : order) {
      if (ids[text].length == 0) { // nothing that the tokenizer knows: nothing to encode
        rows[text] = nothing();
        continue;
      }
      // In this order the next text is the longest, to which the others are padded.
      if (!batch.isEmpty() && (batch.size() + 1L) * ids[text].length > options.batchTokens()) {
        run(batch, ids, rows);
        batch.clear();
      }
      batch.add(text);
    }
    if (!batch.isEmpty()) {
      run(batch, ids, rows);
    }
    return List.of(rows);
  }

  private FeatureRow nothing() {
    float[] zeros = new float[shape().numbers()];
    return options.output() == Output.POOLED
        ? FeatureRow.pooled(zeros)
        : FeatureRow.tokens(zeros, 0);
  }

  private void run(List<Integer> batch, long[][] ids, FeatureRow[] rows) {
    long[][] some = batch.stream().map(text -> ids[text]).toArray(long[][]::new);
    int length = some[some.length - 1].length;
    FloatBuffer vectors = network.run(some, length);
    int expected = some.length * (pools ? 1 : length) * width;
    if (vectors.remaining() != expected) {
      throw new DataException(
          network.name() + ": " + vectors.remaining() + " numbers, not " + expected);
    }
    for (int b = 0; b < some.length; b++) {
      int at = vectors.position() + b * (pools ? 1 : length) * width;
      rows[batch.get(b)] =
          options.output() == Output.POOLED
              ? FeatureRow.pooled(pooled(vectors, at, some[b].length))
              : tokens(vectors, at, some[b].length);
    }
  }

  /** (L, F) -> (F) */
  private float[] pooled(FloatBuffer vectors, int at, int length) {
    float[] row = new float[width];
    if (pools || options.pooling() == Pooling.CLS) {
      vectors.get(at, row);
    } else {
      for (int t = 0; t < length; t++) {
        for (int f = 0; f < width; f++) {
          row[f] += vectors.get(at + t * width + f);
        }
      }
      for (int f = 0; f < width; f++) {
        row[f] /= length;
      }
    }
    if (options.normalise()) {
      Vectors.normalise(row, 0, width, 1);
    }
    return row;
  }

  /** (L, F) -> (T, F), zeros behind the text's end. */
  private FeatureRow tokens(FloatBuffer vectors, int at, int length) {
    int real = Math.min(length, options.tokens());
    float[] row = new float[options.tokens() * width];
    vectors.get(at, row, 0, real * width);
    for (int t = 0; options.normalise() && t < real; t++) {
      Vectors.normalise(row, t * width, (t + 1) * width, 1);
    }
    return FeatureRow.tokens(row, real);
  }

  @Override
  public void close() {
    network.close();
    tokenizer.close();
  }
}
