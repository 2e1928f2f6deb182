package org.example.spring;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommender;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code POST /v1/recommend} by the model at {@code seqrec4j.model}. */
@SpringBootApplication
public class ShopService {

  public static void main(String[] arguments) {
    SpringApplication.run(ShopService.class, arguments);
  }

  // tag::service[]
  record Basket(List<String> history, Integer k) {
    RecommendRequest request() {
      return RecommendRequest.of(history == null ? List.of() : history)
          .k(k == null ? RecommendRequest.DEFAULT_K : k)
          .unknownItems(UnknownItems.SKIP);
    }
  }

  @RestController
  record Answers(Recommender recommender) {
    @PostMapping("/v1/recommend")
    List<Recommendation> recommend(@RequestBody Basket basket) {
      return recommender.recommend(basket.request());
    }

    @ExceptionHandler // what a request must not say, such as k=0; the message names it
    ProblemDetail refused(IllegalArgumentException refusal) {
      return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, refusal.getMessage());
    }
  }
  // end::service[]
}
