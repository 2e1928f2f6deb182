package org.example.spring;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code GET /recommend?history=A,B&k=5} by the model at {@code shop.model}. */
@SpringBootApplication
@EnableScheduling
public class ShopService {

  public static void main(String[] arguments) {
    SpringApplication.run(ShopService.class, arguments);
  }

  // tag::service[]
  /** Loaded at the start, closed by Spring at the end. */
  @Bean
  ReloadableRecommender recommender(@Value("${shop.model}") Path bundle) {
    return ReloadableRecommender.load(bundle);
  }

  @RestController
  static class Answers {

    record Product(String item, String title, double score) {}

    private final ReloadableRecommender model;
    private final Path bundle;

    Answers(ReloadableRecommender model, @Value("${shop.model}") Path bundle) {
      this.model = model;
      this.bundle = bundle;
    }

    @GetMapping("/recommend")
    List<Product> recommend(
        @RequestParam List<String> history, @RequestParam(defaultValue = "10") int k) {
      RecommendRequest request =
          RecommendRequest.of(history).k(k).unknownItems(RecommendRequest.UnknownItems.SKIP);
      return model.read( // titles of the very model that recommends
          one ->
              one.recommend(request).stream()
                  .map(r -> new Product(r.item(), one.title(r.item()), r.score()))
                  .toList());
    }

    /** What is there after the night's training; if it cannot be loaded, the old model stays. */
    @Scheduled(cron = "${shop.reload}")
    void reload() {
      model.reload(bundle);
    }

    /** What a request must not say, such as k=0; the message names it. */
    @ExceptionHandler(IllegalArgumentException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    String refused(IllegalArgumentException refusal) {
      return String.valueOf(refusal.getMessage());
    }
  }
  // end::service[]
}
