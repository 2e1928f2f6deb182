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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The items that a recommender knows by name, with their titles. Immutable. */
@Internal
public final class Catalogue {

  static final String FILE = "items.csv";

  private static final String ITEM = "item";
  private static final String TITLE = "title";

  /** Column that is there where items are retired. */
  private static final String STATE = "state";

  private static final String RETIRED = "retired";

  private final List<String> itemIds;
  private final List<String> titles;
  private final Map<String, Integer> indices = new HashMap<>();
  private final RowBits retired;
  private final int added;

  /**
   * Items 1..N at index 0..N-1.
   *
   * @throws IllegalArgumentException if an identifier is there twice
   */
  public Catalogue(List<String> itemIds, List<String> titles) {
    this(itemIds, titles, RowBits.NONE, 0);
  }

  /**
   * Likewise, of which some are not recommended and some were not trained on.
   *
   * @param retired the former
   * @param added how many the latter are, the last ones
   */
  Catalogue(List<String> itemIds, List<String> titles, RowBits retired, int added) {
    this.retired = retired;
    this.added = added;
    this.itemIds = List.copyOf(itemIds);
    this.titles = List.copyOf(titles);
    for (String item : itemIds) {
      if (indices.put(item, indices.size() + 1) != null) {
        throw new IllegalArgumentException("item '" + item + "' is there twice");
      }
    }
  }

  /** N. */
  int size() {
    return itemIds.size();
  }

  /** Identifier of item 1..N at index 0..N-1. */
  List<String> itemIds() {
    return itemIds;
  }

  /** Identifier of item 1..N. */
  String itemId(int index) {
    return itemIds.get(index - 1);
  }

  /** Title of item 1..N. */
  String title(int index) {
    return titles.get(index - 1);
  }

  /** Index of an item, 1..N, or 0 if it is unknown. */
  int index(String item) {
    return indices.getOrDefault(item, 0);
  }

  /** Items that are known and not recommended. */
  RowBits retired() {
    return retired;
  }

  /** How many of the last items were added after the training. */
  int added() {
    return added;
  }

  /** Writes the file of a bundle. */
  void save(Path file) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          CsvWriter csv = CsvWriter.builder().build(writer);
          if (retired.count() == 0) {
            csv.writeRecord(ITEM, TITLE);
          } else {
            csv.writeRecord(ITEM, TITLE, STATE);
          }
          for (int i = 0; i < itemIds.size(); i++) {
            if (retired.count() == 0) {
              csv.writeRecord(itemIds.get(i), titles.get(i));
            } else {
              csv.writeRecord(itemIds.get(i), titles.get(i), retired.get(i + 1) ? RETIRED : "");
            }
          }
          csv.flush();
        });
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @param items N, as the bundle states it
   * @param added how many of them were added after the training
   * @throws DataException if it does not hold N different items
   */
  static Catalogue load(Path file, int items, int added) throws IOException {
    List<String> ids = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    Set<String> known = new HashSet<>();
    RowBits retired = RowBits.NONE;
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : csv) {
        String id = line.getField(ITEM);
        if (!known.add(id)) {
          throw new DataException(
              file + ": " + line.getStartingLineNumber() + ": item '" + id + "' is there twice");
        }
        ids.add(id);
        titles.add(line.getField(TITLE));
        String state = line.findField(STATE).orElse("");
        if (state.equals(RETIRED)) {
          retired = retired.with(ids.size());
        } else if (!state.isEmpty()) {
          throw new DataException(
              file
                  + ": "
                  + line.getStartingLineNumber()
                  + ": state must be '"
                  + RETIRED
                  + "' or empty: '"
                  + state
                  + "'");
        }
      }
    }
    if (ids.size() != items) {
      throw new DataException(
          file + ": " + ids.size() + " items, " + BundleManifest.FILE + " says " + items);
    }
    return new Catalogue(ids, titles, retired, added);
  }
}
