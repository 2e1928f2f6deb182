package io.github.seqrec4j.server;

import static io.github.seqrec4j.server.Client.good;
import static io.github.seqrec4j.server.Client.problem;
import static io.github.seqrec4j.server.LiveItems.PUT;
import static io.github.seqrec4j.server.LiveItems.TOKEN;
import static io.github.seqrec4j.server.LiveItems.item;
import static io.github.seqrec4j.server.LiveItems.put;
import static io.github.seqrec4j.server.LiveItems.recommended;
import static io.github.seqrec4j.server.LiveItems.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.TextEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items that bring their text, of which the server makes features. */
final class LiveTextsTest {

  @TempDir private Path folder;
  private Path bundle = Path.of("");
  private final AtomicInteger open = new AtomicInteger();

  @BeforeEach
  void save() {
    bundle = TestModel.save(folder.resolve("model"), 1);
  }

  private RecommendationServer.Start server(TextEncoder encoder) {
    return RecommendationServer.of(bundle)
        .spec(ServerSpec.builder().port(0).reloadSeconds(0).build())
        .adminToken(TOKEN)
        .texts(encoder);
  }

  /**
   * A text's length, and ones.
   *
   * @param width numbers, of which the model reads 4
   * @param learns whether it says so
   */
  private record Lengths(int width, boolean learns, AtomicInteger open) implements TextEncoder {
    @Override
    public String type() {
      return "lengths";
    }

    @Override
    public String hash() {
      return "";
    }

    @Override
    public ContentModel<String> open(List<String> texts) {
      open.incrementAndGet();
      return new ContentModel<>() {
        @Override
        public FeatureShape shape() {
          return FeatureShape.pooled(width);
        }

        @Override
        public List<FeatureRow> encode(List<String> contents) {
          return contents.stream().map(Lengths.this::row).toList();
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }

    private FeatureRow row(String text) {
      float[] values = new float[width];
      java.util.Arrays.fill(values, 1);
      values[0] = text.length();
      return FeatureRow.pooled(values);
    }
  }

  private static String text(String id, String text) {
    return "{\"item\": \"%s\", \"text\": \"%s\"}".formatted(id, text);
  }

  @Test
  void text_isAsGoodAsTheFeaturesThatAreMadeOfIt() {
    try (RecommendationServer server = server(new Lengths(4, false, open)).start()) {
      Client client = new Client(server.address());
      assertThat(open).hasValue(1);
      String features = "{\"item\": \"by-features\", \"features\": {\"text\": [9, 1, 1, 1]}}";
      good(send(client, PUT, put(text("by-text", "green tea"), features)));
      JsonObject answer =
          good(
              client.post(
                  "/v1/recommend",
                  "{\"history\": [\"item-1\"], \"allow\": [\"by-text\", \"by-features\"]}"));
      List<Double> scores =
          answer.getAsJsonArray("items").asList().stream()
              .map(one -> one.getAsJsonObject().get("score").getAsDouble())
              .toList();
      assertThat(scores).hasSize(2);
      assertThat(scores.get(0)).isEqualTo(scores.get(1));
    }
    assertThat(open).as("closed with the server").hasValue(0);
  }

  @Test
  void textBesideFeaturesOfTexts_isRefused_andABlankOneIsNone() {
    try (RecommendationServer server = server(new Lengths(4, false, open)).start()) {
      Client client = new Client(server.address());
      String both = item("both", 1).replace("\"features\"", "\"text\": \"tea\", \"features\"");
      JsonObject problem = problem(send(client, PUT, put(both)), 422, "refused");
      assertThat(problem.get("detail").getAsString())
          .contains("features of its text, and the text");
      problem(send(client, PUT, put(text("blank", " "))), 422, "refused");
      assertThat(recommended(client)).hasSize(TestModel.ITEMS);
    }
  }

  @Test
  void encoderOfAnotherWidth_isToldWithTheFirstItem() {
    try (RecommendationServer server = server(new Lengths(5, false, open)).start()) {
      Client client = new Client(server.address());
      JsonObject problem =
          problem(send(client, PUT, put(text("new", "green tea"))), 422, "refused");
      assertThat(problem.get("detail").getAsString()).contains("must be 1 x 4 numbers", "got 5");
    }
  }

  @Test
  void encoderThatLearns_endsTheStart() {
    assertThatThrownBy(() -> server(new Lengths(4, true, open)).start())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("text encoder 'lengths' learns from the texts of a catalogue");
    assertThat(open).hasValue(0);
  }
}
