package org.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ShopServiceTest {

  private static final int USERS = 12;
  private static final int ITEMS = 8;

  @TempDir static Path folder;

  @Autowired TestRestTemplate http;
  @Autowired ShopService.Answers answers;

  @DynamicPropertySource
  static void model(DynamicPropertyRegistry registry) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    StringBuilder log = new StringBuilder("user\titem\n");
    for (int user = 0; user < USERS; user++) {
      for (int n = 0; n < ITEMS - 2; n++) {
        log.append("user-%d\titem-%d\n".formatted(user, (user + n) % ITEMS));
      }
    }
    Files.writeString(data.resolve("interactions.tsv"), log);
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(
                MultiModalItemEncoder.builder()
                    .modalities(Modality.ID)
                    .width(8)
                    .fusion(new LateFusion())
                    .build())
            .backbone(new SasRec())
            .training(TrainingSpec.builder().epochs(1).build())
            .build();
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender trained = Trainer.create().fit(spec, dataset, event -> {})) {
      trained.save(folder.resolve("model"));
    }
    registry.add("shop.model", () -> folder.resolve("model").toString());
  }

  @Test
  void recommend_beforeAndAfterReload_isTheSame() {
    String before = http.getForObject("/recommend?history=item-1,item-2&k=3", String.class);
    answers.reload();

    assertThat(before.split("\"item\":", -1)).hasSize(4);
    assertThat(http.getForObject("/recommend?history=item-1,item-2&k=3", String.class))
        .isEqualTo(before);
  }

  @Test
  void recommend_noItems_isTheCallersMistake() {
    ResponseEntity<String> answer =
        http.getForEntity("/recommend?history=item-1&k=0", String.class);

    assertThat(answer.getStatusCode().value()).isEqualTo(400);
    assertThat(answer.getBody()).contains("k must be at least 1");
  }
}
