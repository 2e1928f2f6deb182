package io.github.seqrec4j.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts logs together again of which RecBole's form for sequences holds prefixes: of each row the
 * items of a list, then the item to be predicted. Of a user's rows each is the beginning of another
 * or goes on where one ended; the first that says more gives what it says more. It keeps all
 * sequences in memory, and reads the tables of one plan in their order.
 *
 * @param user field with the user
 * @param list field with the items before
 * @param item field with the item after them, or -1
 * @param times field with the times of the list, or -1
 * @param time field with the time of the item, or -1
 */
record RecBoleSequences(
    int user,
    int list,
    int item,
    int times,
    int time,
    List<String> names,
    Map<String, List<String>> known)
    implements RecordParser<ImportedInteraction> {

  /** Sequences of no user yet. */
  static Map<String, List<String>> none() {
    return new HashMap<>();
  }

  @Override
  public List<ImportedInteraction> parse(List<String> record) throws RejectedRecord {
    Records.width(record, names.size(), names);
    List<String> items = sequence(record, list, item);
    List<String> when = times < 0 ? null : sequence(record, times, time);
    if (items.isEmpty()) {
      throw new RejectedRecord(
          "no item in '" + names.get(list) + "'; expected them apart by spaces");
    }
    if (when != null && when.size() != items.size()) {
      throw new RejectedRecord(
          items.size() + " items and " + when.size() + " times; expected a time for each item");
    }
    List<String> before = known.computeIfAbsent(record.get(user), id -> new ArrayList<>());
    int shared = Math.min(before.size(), items.size());
    if (!before.subList(0, shared).equals(items.subList(0, shared))) {
      throw new RejectedRecord(
          "the sequence '"
              + FieldTexts.shown(String.join(" ", items))
              + "' of user '"
              + FieldTexts.shown(record.get(user))
              + "' neither begins nor goes on '"
              + FieldTexts.shown(String.join(" ", before))
              + "' of an earlier row, so that their order is not known; import the log that these"
              + " sequences were made of");
    }
    List<ImportedInteraction> more = new ArrayList<>();
    for (int p = shared; p < items.size(); p++) {
      before.add(items.get(p));
      more.add(interaction(record.get(user), items.get(p), when == null ? null : when.get(p)));
    }
    return more;
  }

  private static ImportedInteraction interaction(
      String user, String item, @Nullable String timestamp) {
    return new ImportedInteraction(user, item, timestamp, null);
  }

  /** What a list holds, and what follows it. */
  private static List<String> sequence(List<String> record, int list, int last) {
    List<String> sequence = new ArrayList<>();
    String text = record.get(list).strip();
    if (!text.isEmpty()) {
      sequence.addAll(Arrays.asList(text.split(" +")));
    }
    if (last >= 0) {
      sequence.add(record.get(last));
    }
    return sequence;
  }
}
