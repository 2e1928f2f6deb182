package io.github.seqrec4j.training;

import io.github.seqrec4j.data.Dataset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who and what a recommender knows by name: items with titles, and users with their histories.
 *
 * @param itemIds identifier of item 1..N at index 0..N-1
 * @param titles likewise
 * @param histories items of each user in time order, by user identifier
 */
record Catalogue(List<String> itemIds, List<String> titles, Map<String, int[]> histories) {

  static Catalogue of(Dataset dataset) {
    List<String> ids = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (int item = 1; item <= dataset.items(); item++) {
      ids.add(dataset.itemId(item));
      titles.add(dataset.title(item));
    }
    Map<String, int[]> histories = new HashMap<>();
    for (int user = 0; user < dataset.users(); user++) {
      histories.put(dataset.userId(user), dataset.history(user));
    }
    return new Catalogue(ids, titles, histories);
  }

  /** Index of each item, 1..N, by identifier. */
  Map<String, Integer> itemIndices() {
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < itemIds.size(); i++) {
      indices.put(itemIds.get(i), i + 1);
    }
    return indices;
  }
}
