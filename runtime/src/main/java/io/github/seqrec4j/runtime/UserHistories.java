package io.github.seqrec4j.runtime;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The users that a model was trained on, with what they did. Immutable. */
public final class UserHistories {

  static final String FILE = "users.csv";

  private final List<String> itemIds;
  private final Map<String, int[]> histories;

  /**
   * Histories by user identifier.
   *
   * @param itemIds identifier of item 1..N at index 0..N-1
   * @param histories items of each user, 1..N, oldest first; handed over
   */
  @Internal
  public UserHistories(List<String> itemIds, Map<String, int[]> histories) {
    this.itemIds = List.copyOf(itemIds);
    this.histories = Collections.unmodifiableMap(new LinkedHashMap<>(histories));
  }

  /** Identifiers of all users, in the order of the data. */
  public Set<String> users() {
    return histories.keySet();
  }

  /**
   * Items of a user, oldest first.
   *
   * @throws IllegalArgumentException if the user is unknown
   */
  public List<String> history(String user) {
    int[] history = histories.get(user);
    if (history == null) {
      throw new UsageException(
          "unknown user '"
              + user
              + "': not among the "
              + histories.size()
              + " users trained on; give the history instead");
    }
    return Arrays.stream(history).mapToObj(item -> itemIds.get(item - 1)).toList();
  }

  /** Writes the file of a bundle. */
  void save(Path file) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          CsvWriter csv = CsvWriter.builder().build(writer);
          csv.writeRecord("user", "items");
          for (Map.Entry<String, int[]> user : histories.entrySet()) {
            csv.writeRecord(
                user.getKey(),
                Arrays.stream(user.getValue())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" ")));
          }
          csv.flush();
        });
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws DataException if a line does not fit
   */
  static UserHistories load(Path file, List<String> itemIds) throws IOException {
    Map<String, int[]> histories = new LinkedHashMap<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : csv) {
        String where = file + ": " + line.getStartingLineNumber() + ": ";
        String[] fields = line.getField("items").split(" ", -1);
        int[] history = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
          history[i] = item(fields[i], itemIds.size(), where);
        }
        if (histories.put(line.getField("user"), history) != null) {
          throw new DataException(where + "user '" + line.getField("user") + "' is there twice");
        }
      }
    }
    return new UserHistories(itemIds, histories);
  }

  private static int item(String field, int items, String where) {
    if (!field.matches("\\d{1,9}")
        || Integer.parseInt(field) < 1
        || Integer.parseInt(field) > items) {
      throw new DataException(
          where + "item '" + field + "' is not among the " + items + " of " + Catalogue.FILE);
    }
    return Integer.parseInt(field);
  }
}
