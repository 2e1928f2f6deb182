package io.github.seqrec4j.testkit;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts of characters by their code, a token for each half of a text, with at most one fault. */
public record BrokenTextEncoder(
    @Option("classes of characters, at least 2") int width, @Option("what is wrong") Fault fault)
    implements TextEncoder {

  private static final int TOKENS = 2;

  /** Closed by the first that is closed, where that is the fault. */
  static final AtomicBoolean CLOSED = new AtomicBoolean();

  /** Encodings so far. */
  private static final AtomicInteger CALLS = new AtomicInteger();

  /** What is wrong. */
  public enum Fault {
    NONE,
    /** A number less than announced. */
    SHORT_ROW,
    /** The mean of no character is NaN. */
    NOT_FINITE,
    /** The second token counts as padding, but is not zero. */
    NOISE_BEHIND_TOKENS,
    /** Every text is the same. */
    CONSTANT,
    /** Subtracts the mean of the batch. */
    CONTENTS_MEET,
    /** Returns rows from the last to the first. */
    ORDER_TURNED,
    /** Depends on how often it was called. */
    STATEFUL,
    /** Works on the thread that opened it. */
    ONE_THREAD,
    /** Closing one closes all. */
    SHARED_CLOSE,
    /** The hash is not one. */
    HASH_OTHERWISE
  }

  public BrokenTextEncoder() {
    this(8, Fault.NONE);
  }

  public BrokenTextEncoder {
    Arguments.atLeast("width", width, 2);
  }

  @Override
  public String type() {
    return "broken";
  }

  @Override
  public String hash() {
    return fault == Fault.HASH_OTHERWISE ? "version 2" : "";
  }

  @Override
  public ContentModel<String> open(List<String> texts) {
    return new Model(this, Thread.currentThread());
  }

  private record Model(BrokenTextEncoder spec, Thread opener) implements ContentModel<String> {

    @Override
    public FeatureShape shape() {
      return FeatureShape.tokens(TOKENS, spec.width);
    }

    @Override
    public List<FeatureRow> encode(List<String> texts) {
      if (spec.fault == Fault.ONE_THREAD && Thread.currentThread() != opener) {
        throw new IllegalStateException("opened by another thread");
      }
      if (CLOSED.get()) {
        throw new IllegalStateException("closed");
      }
      CALLS.incrementAndGet();
      List<FeatureRow> rows = new ArrayList<>();
      for (String text : texts) {
        float[] row = row(text);
        row[0] += spec.fault == Fault.CONTENTS_MEET ? texts.size() : 0;
        row[0] += spec.fault == Fault.STATEFUL ? CALLS.get() : 0;
        boolean behind = spec.fault == Fault.NOISE_BEHIND_TOKENS;
        rows.add(
            spec.fault == Fault.ORDER_TURNED ? 0 : rows.size(),
            FeatureRow.tokens(row, behind || text.length() < TOKENS ? 1 : TOKENS));
      }
      return rows;
    }

    private float[] row(String text) {
      float[] row = new float[TOKENS * spec.width - (spec.fault == Fault.SHORT_ROW ? 1 : 0)];
      int half = text.length() < TOKENS ? text.length() : text.length() / 2;
      if (spec.fault == Fault.CONSTANT) {
        row[0] = 1;
        return row;
      }
      for (int i = 0; i < text.length(); i++) {
        int at = (i < half ? 0 : spec.width) + text.charAt(i) % (spec.width - 1);
        row[at] += 1f / text.length();
      }
      long letters = text.chars().filter(Character::isLetter).count();
      row[spec.width - 1] = spec.fault == Fault.NOT_FINITE ? 0f / letters : 1;
      return row;
    }

    @Override
    public void close() {
      if (spec.fault == Fault.SHARED_CLOSE) {
        CLOSED.set(true);
      }
    }
  }
}
