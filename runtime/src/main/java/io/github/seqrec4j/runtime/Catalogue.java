package io.github.seqrec4j.runtime;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.files.AtomicFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who and what a recommender knows by name: items with titles, and users with their histories.
 *
 * @param itemIds identifier of item 1..N at index 0..N-1
 * @param titles likewise
 * @param histories items of each user in time order, by user identifier
 */
@Internal
public record Catalogue(List<String> itemIds, List<String> titles, Map<String, int[]> histories) {

  static final String ITEMS = "items.csv";
  static final String USERS = "users.csv";

  /** Index of each item, 1..N, by identifier. */
  Map<String, Integer> itemIndices() {
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < itemIds.size(); i++) {
      indices.put(itemIds.get(i), i + 1);
    }
    return indices;
  }

  /** Writes {@code items.csv} and {@code users.csv}; returns the names of the files. */
  List<String> save(Path directory) throws IOException {
    AtomicFiles.write(
        directory.resolve(ITEMS),
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          CsvWriter csv = CsvWriter.builder().build(writer);
          csv.writeRecord("item", "title");
          for (int i = 0; i < itemIds.size(); i++) {
            csv.writeRecord(itemIds.get(i), titles.get(i));
          }
          csv.flush();
        });
    AtomicFiles.write(
        directory.resolve(USERS),
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
    return List.of(ITEMS, USERS);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws DataException if a line does not fit
   */
  static Catalogue load(Path directory) throws IOException {
    List<String> ids = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    Path items = directory.resolve(ITEMS);
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(items)) {
      for (NamedCsvRecord line : csv) {
        ids.add(line.getField("item"));
        titles.add(line.getField("title"));
      }
    }
    Map<String, int[]> histories = new LinkedHashMap<>();
    Path users = directory.resolve(USERS);
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(users)) {
      for (NamedCsvRecord line : csv) {
        String[] fields = line.getField("items").split(" ", -1);
        int[] history = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
          history[i] = Integer.parseInt(fields[i]);
          if (history[i] < 1 || history[i] > ids.size()) {
            throw new DataException(
                users
                    + ": "
                    + line.getStartingLineNumber()
                    + ": item "
                    + history[i]
                    + " is not among the "
                    + ids.size()
                    + " of "
                    + ITEMS);
          }
        }
        histories.put(line.getField("user"), history);
      }
    }
    return new Catalogue(ids, titles, histories);
  }
}
