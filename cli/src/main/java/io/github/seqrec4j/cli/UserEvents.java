package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.data.Dataset;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** What a dataset holds about a user, as requests have it. */
final class UserEvents {

  private UserEvents() {}

  /** All events of a user, oldest first. */
  static List<Event> of(Dataset dataset, int user) {
    List<Event> history = new ArrayList<>();
    for (int p = 0; p < dataset.length(user); p++) {
      history.add(event(dataset, user, p));
    }
    return history;
  }

  private static Event event(Dataset dataset, int user, int position) {
    String item = dataset.itemId(dataset.item(user, position));
    int category = dataset.categories().isEmpty() ? 0 : dataset.category(user, position);
    return new Event(
        item,
        dataset.hasTimes() ? Instant.ofEpochSecond(dataset.seconds(user, position)) : null,
        category == 0 ? null : dataset.categories().get(category - 1));
  }

  /**
   * Users of whose items a model knows one at least.
   *
   * @param items that the model knows
   */
  static boolean[] known(Dataset dataset, Iterable<String> items) {
    boolean[] known = new boolean[dataset.items() + 1];
    items.forEach(item -> known[dataset.itemIndex(item)] = true);
    known[0] = false; // of items that the dataset does not know
    boolean[] users = new boolean[dataset.users()];
    for (int user = 0; user < users.length; user++) {
      for (int p = 0; p < dataset.length(user) && !users[user]; p++) {
        users[user] = known[dataset.item(user, p)];
      }
    }
    return users;
  }

  /** A time as {@code --at} gives it. */
  static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "--at: expected a time such as 2026-01-31T20:00:00Z or 2026-01-31T20:00:00+01:00, got '"
              + text
              + "'",
          e);
    }
  }
}
