package org.example.spring;

import io.github.seqrec4j.api.Recommender;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The items that the model knows, by pages: what a load test draws its histories from. */
@RestController
record ItemList(Recommender recommender) {

  @GetMapping("/v1/items")
  Map<String, Object> items(
      @RequestParam(defaultValue = "0") int offset, @RequestParam(defaultValue = "100") int limit) {
    List<String> all = recommender.items();
    return Map.of(
        "total",
        all.size(),
        "items",
        all.stream()
            .skip(Math.max(0, offset))
            .limit(Math.max(0, limit))
            .map(item -> Map.of("item", item))
            .toList());
  }
}
