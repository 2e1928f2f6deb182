package org.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopTest {

  @Test
  void recommend_fromTheSavedModel_fiveItems(@TempDir Path folder) {
    assertEquals(5, Shop.recommend(folder).stream().map(r -> r.item()).distinct().count());
  }
}
