package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.config.SpecTree;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What encoders of texts and of pictures keep: rows of the announced shape, finite, in the order of
 * the contents, the same for the same contents, from any thread.
 *
 * @param <C> the kind
 * @param <T> what is encoded
 */
public abstract class ContentEncoderContract<C extends Component, T> extends ComponentContract<C> {

  private static final int THREADS = 4;

  /** Encodings of each thread. */
  private static final int ROUNDS = 3;

  ContentEncoderContract(Class<C> kind) {
    super(kind);
  }

  /** Encoders that differ from the one under test in one option each; features differ with them. */
  protected abstract List<C> otherOptions();

  /**
   * Largest difference that the contents beside it may make to a number of a row, relative to the
   * largest number of the row; 1e-5, float32 along another path, unless overridden. A quantised
   * network, whose scales are those of the batch, needs more.
   */
  protected double neighbourInfluence() {
    return 1e-5;
  }

  /** Contents that differ, at least two, none of them without content. */
  abstract List<T> contents();

  /** Contents at the edge of what there is. */
  abstract List<T> oddContents();

  /** How a message shows a content. */
  abstract String shown(T content);

  /** Opens an encoder. */
  abstract ContentModel<T> open(C encoder);

  /** SHA-256 of the encoder's model, or nothing. */
  abstract String hash(C encoder);

  @Test
  void rows_haveAnnouncedShape() {
    try (ContentModel<T> model = open(component())) {
      List<T> contents = contents();
      List<FeatureRow> rows = model.encode(contents);
      assertThat(rows).as("a row for each content").hasSameSizeAs(contents);
      for (int i = 0; i < rows.size(); i++) {
        check(model.shape(), rows.get(i), shown(contents.get(i)));
        assertThat(rows.get(i).isEmpty()).as("nothing of %s", shown(contents.get(i))).isFalse();
      }
      try (ContentModel<T> again = open(component())) {
        assertThat(again.shape()).as("shape, opened again").isEqualTo(model.shape());
      }
    }
  }

  @Test
  void oddContents_areFiniteOrMissing() {
    try (ContentModel<T> model = open(component())) {
      for (T content : oddContents()) {
        List<FeatureRow> rows = model.encode(List.of(content));
        assertThat(rows).as("a row for %s", shown(content)).hasSize(1);
        check(model.shape(), rows.get(0), shown(content));
      }
      List<FeatureRow> together = model.encode(oddContents());
      for (int i = 0; i < together.size(); i++) {
        check(model.shape(), together.get(i), shown(oddContents().get(i)));
      }
    }
  }

  @Test
  void sameContents_giveSameRows() {
    List<FeatureRow> first = encode(component(), contents());
    try (ContentModel<T> model = open(component())) {
      checkSame("rows of another opening", model.encode(contents()), first);
      checkSame("rows of a second encoding", model.encode(contents()), first);
    }
  }

  @Test
  void neighbours_changeNothing() {
    List<T> contents = contents();
    try (ContentModel<T> model = open(component())) {
      List<FeatureRow> together = model.encode(contents);
      List<T> turned = new ArrayList<>(contents);
      Collections.reverse(turned);
      List<FeatureRow> reversed = model.encode(turned);
      for (int i = 0; i < contents.size(); i++) {
        String what = shown(contents.get(i));
        checkClose(
            what + " alone", model.encode(contents.subList(i, i + 1)).get(0), together.get(i));
        checkClose(
            what + " in another order", reversed.get(turned.size() - 1 - i), together.get(i));
      }
    }
  }

  @Test
  void differentContents_giveDifferentRows() {
    List<FeatureRow> rows = encode(component(), contents());
    for (int i = 1; i < rows.size(); i++) {
      assertThat(rows.get(i).values())
          .as("row of %s, and of %s", shown(contents().get(i)), shown(contents().get(0)))
          .isNotEqualTo(rows.get(0).values());
    }
  }

  @Test
  void threads_giveSameRows() throws InterruptedException {
    List<T> contents = contents();
    try (ContentModel<T> model = open(component())) {
      List<FeatureRow> expected = model.encode(contents);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        List<Future<List<FeatureRow>>> results = new ArrayList<>();
        for (int i = 0; i < THREADS * ROUNDS; i++) {
          results.add(threads.submit(() -> model.encode(contents)));
        }
        for (Future<List<FeatureRow>> result : results) {
          checkSame("rows beside other threads", result.get(), expected);
        }
      } catch (ExecutionException e) {
        throw new AssertionError("encoding beside other threads failed", e.getCause());
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void closing_leavesOthersOpen() {
    List<FeatureRow> expected = encode(component(), contents());
    try (ContentModel<T> stays = open(component())) {
      open(component()).close();
      checkSame("rows after another was closed", stays.encode(contents()), expected);
    }
    checkSame(
        "rows of one opened after all were closed", encode(component(), contents()), expected);
  }

  @Test
  void hash_isStable() {
    assertThat(hash(component()))
        .as("SHA-256 in hexadecimal, or nothing")
        .matches("([0-9a-f]{64})?")
        .isEqualTo(hash(component()));
  }

  /** By name, options and hash features know what they are made of. */
  @Test
  void otherOptions_haveAnotherIdentity() {
    List<Object> identities = new ArrayList<>(List.of(identity(component())));
    assertThat(identity(component())).isEqualTo(identities.get(0));
    for (C other : otherOptions()) {
      assertThat(identities).as("identities").doesNotContain(identity(other));
      identities.add(identity(other));
    }
  }

  private List<Object> identity(C encoder) {
    return List.of(encoder.type(), SpecTree.of((Record) encoder), hash(encoder));
  }

  private List<FeatureRow> encode(C encoder, List<T> contents) {
    try (ContentModel<T> model = open(encoder)) {
      return model.encode(contents);
    }
  }

  /** Checks length, number of tokens, finite values, and zeros behind the real tokens. */
  private static void check(FeatureShape shape, FeatureRow row, String what) {
    assertThat(row.values()).as("numbers of %s", what).hasSize(shape.numbers());
    assertThat(row.tokens()).as("tokens of %s", what).isBetween(0, shape.tokens());
    for (int i = 0; i < row.values().length; i++) {
      assertThat(row.values()[i]).as("number %d of %s", i, what).isFinite();
      if (i >= row.tokens() * shape.width()) {
        assertThat(row.values()[i])
            .as("number %d of %s, behind its %d tokens", i, what, row.tokens())
            .isZero();
      }
    }
  }

  private static void checkSame(String what, List<FeatureRow> actual, List<FeatureRow> expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).values()).as(what).isEqualTo(expected.get(i).values());
      assertThat(actual.get(i).tokens()).as(what).isEqualTo(expected.get(i).tokens());
    }
  }

  private void checkClose(String what, FeatureRow actual, FeatureRow expected) {
    assertThat(actual.tokens()).as("tokens of %s", what).isEqualTo(expected.tokens());
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.values().length; i++) {
      largest = Math.max(largest, Math.abs(expected.values()[i]));
      difference = Math.max(difference, Math.abs(actual.values()[i] - expected.values()[i]));
    }
    assertThat(difference / largest)
        .as("largest difference of %s, relative to the largest number", what)
        .isLessThanOrEqualTo(neighbourInfluence());
  }
}
