package io.github.seqrec4j.spark;

import io.github.seqrec4j.data.Dataset;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A dataset as rows to compare: users and items by their indices, all else by what it means. */
final class PreparedRows {

  private PreparedRows() {}

  static List<String> interactions(Dataset dataset) {
    List<String> rows = new ArrayList<>();
    for (int user = 0; user < dataset.users(); user++) {
      for (int p = 0; p < dataset.length(user); p++) {
        int category = dataset.categories().isEmpty() ? 0 : dataset.category(user, p);
        rows.add(
            String.join(
                "|",
                user + " " + dataset.userId(user),
                dataset.item(user, p) + " " + dataset.itemId(dataset.item(user, p)),
                dataset.hasTimes()
                    ? BigDecimal.valueOf(dataset.time(user, p), dataset.timeDecimals())
                        .stripTrailingZeros()
                        .toPlainString()
                    : "no time",
                dataset.times().toString(),
                category == 0 ? "none" : dataset.categories().get(category - 1),
                String.valueOf(dataset.value(user, p))));
      }
    }
    return rows;
  }

  static List<String> items(Dataset dataset) {
    List<String> rows = new ArrayList<>();
    for (int item = 1; item <= dataset.items(); item++) {
      rows.add(item + " " + dataset.itemId(item) + "|" + dataset.title(item));
    }
    return rows;
  }
}
