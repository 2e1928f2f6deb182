package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.MappedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cleaned dataset in a directory of its own: {@code items}, {@code times} and, where they are
 * read, {@code categories} and {@code values} of all interactions by user, {@code starts} of the
 * users among them, the users' identifiers, those of the items where no items file has them, the
 * names of the categories, and {@link CacheManifest}.
 */
final class CleanDataset implements Interactions {

  /** A number for the form of these files. */
  static final int FORMAT = 2;

  private static final String ITEMS = "items";
  private static final String TIMES = "times";
  private static final String CATEGORIES = "categories";
  private static final String VALUES = "values";
  private static final String STARTS = "starts";
  private static final String USERS = "users";
  private static final String CATALOGUE = "catalogue";
  private static final String CATEGORY_NAMES = "category-names";

  private final CacheManifest manifest;
  private final List<MappedFile> open = new ArrayList<>();
  private final MappedFile items;
  private final MappedFile times;
  private final @Nullable MappedFile categories;
  private final @Nullable MappedFile values;
  private final MappedFile starts;
  private final IdFile users;
  private final List<String> catalogue;
  private final List<String> categoryNames;

  private CleanDataset(Path directory, CacheManifest manifest) throws IOException {
    this.manifest = manifest;
    long size = manifest.summary().interactionsKept();
    int userCount = manifest.summary().usersKept();
    try {
      items = sized(directory, ITEMS, size * Integer.BYTES);
      times = sized(directory, TIMES, size * Long.BYTES);
      categories =
          manifest.categories() == 0 ? null : sized(directory, CATEGORIES, size * Integer.BYTES);
      values =
          manifest.files().containsKey(VALUES)
              ? sized(directory, VALUES, size * Double.BYTES)
              : null;
      starts = sized(directory, STARTS, (userCount + 1L) * Long.BYTES);
      catalogue =
          manifest.catalogue() == CacheManifest.Catalogue.HERE
              ? names(directory, CATALOGUE, manifest.summary().items())
              : List.of();
      categoryNames = names(directory, CATEGORY_NAMES, manifest.categories());
      users = IdFile.open(directory, USERS, userCount);
      try {
        ArrayChecks.rising(starts, size);
        ArrayChecks.indices(items, manifest.summary().items());
        if (categories != null) {
          ArrayChecks.indices(categories, manifest.categories());
        }
        if (values != null) {
          ArrayChecks.notInfinite(values);
        }
      } catch (RuntimeException e) {
        users.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      open.forEach(MappedFile::close);
      throw e;
    }
  }

  private MappedFile sized(Path directory, String name, long bytes) throws IOException {
    MappedFile file = IdFile.sized(directory.resolve(name), bytes);
    open.add(file);
    return file;
  }

  private static List<String> names(Path directory, String name, int size) throws IOException {
    if (size == 0) {
      return List.of();
    }
    try (IdFile ids = IdFile.open(directory, name, size)) {
      return ids.texts(size);
    }
  }

  /**
   * Opens what is in a directory.
   *
   * @throws IOException if it is not whole, or not that of the key
   * @throws DataException if it is damaged
   */
  static CleanDataset open(Path directory, String key) throws IOException {
    return FileBoundary.read(
        directory,
        CacheManifest.REMEDY,
        () -> new CleanDataset(directory, CacheManifest.read(directory, FORMAT, key)));
  }

  /** Forms an order of items by their codes: that of the codes, without those not kept. */
  static int[] renumbered(EventFilters filters, Statement statement, int codes)
      throws SQLException {
    int[] index = new int[codes];
    int next = 1;
    try (ResultSet kept = filters.items(statement)) {
      while (kept.next()) {
        index[kept.getInt(1)] = next++;
      }
    }
    return index;
  }

  /**
   * Writes all but names and manifest.
   *
   * @param sorted as {@link EventFilters#sorted} gives them
   * @throws ArithmeticException if a time with the decimals of all does not fit 64 bits
   */
  static Outstanding write(
      Path directory, ResultSet sorted, EventReader reader, int[] itemIndices, EventColumns columns)
      throws IOException, SQLException {
    Outstanding counts = new Outstanding(reader);
    try (ArrayFile items = new ArrayFile(directory.resolve(ITEMS));
        ArrayFile times = new ArrayFile(directory.resolve(TIMES));
        ArrayFile categories =
            columns.categories() ? new ArrayFile(directory.resolve(CATEGORIES)) : null;
        ArrayFile values = columns.values() ? new ArrayFile(directory.resolve(VALUES)) : null;
        ArrayFile starts = new ArrayFile(directory.resolve(STARTS));
        IdFile.Writer users = new IdFile.Writer(directory, USERS)) {
      int last = -1;
      long position = 0;
      while (sorted.next()) {
        int user = sorted.getInt(1);
        if (user != last) {
          users.add(reader.users(), user);
          starts.putLong(position);
          last = user;
        }
        int item = sorted.getInt(2);
        items.putInt(itemIndices[item]);
        times.putLong(Moment.ticks(sorted.getLong(3), sorted.getInt(4), reader.timeDecimals()));
        if (categories != null) {
          categories.putInt(sorted.getInt(5));
        }
        if (values != null) {
          values.putLong(Double.doubleToLongBits(sorted.getDouble(columns.value())));
        }
        counts.add(user, item);
        position++;
      }
      starts.putLong(position);
      users.finish();
      starts.finish();
      items.finish();
      times.finish();
      if (categories != null) {
        categories.finish();
      }
      if (values != null) {
        values.finish();
      }
      return counts;
    }
  }

  /** Writes the identifiers of items, those with an index in its order. */
  static void writeCatalogue(Path directory, IdDictionary ids, int[] itemIndices)
      throws IOException {
    try (IdFile.Writer catalogue = new IdFile.Writer(directory, CATALOGUE)) {
      for (int code = 0; code < itemIndices.length; code++) {
        if (itemIndices[code] > 0) {
          catalogue.add(ids, code);
        }
      }
      catalogue.finish();
    }
  }

  /** Writes the names of categories, if there are any. */
  static void writeCategories(Path directory, IdDictionary ids) throws IOException {
    if (ids.size() > 0) {
      try (IdFile.Writer names = new IdFile.Writer(directory, CATEGORY_NAMES)) {
        for (int code = 0; code < ids.size(); code++) {
          names.add(ids, code);
        }
        names.finish();
      }
    }
  }

  /** What was read and dropped. */
  DataSummary summary() {
    return manifest.summary();
  }

  /** Identifiers of the items 1..N where no items file has them, else empty. */
  List<String> catalogue() {
    return catalogue;
  }

  @Override
  public int users() {
    return manifest.summary().usersKept();
  }

  @Override
  public long start(int user) {
    return starts.getLong((long) user * Long.BYTES);
  }

  @Override
  public int item(long position) {
    return items.getInt(position * Integer.BYTES);
  }

  @Override
  public void items(long position, int count, int[] target, int offset) {
    items.read(
        position * Integer.BYTES,
        Math.multiplyExact(count, Integer.BYTES),
        bytes -> bytes.asIntBuffer().get(target, offset, count));
  }

  @Override
  public long time(long position) {
    return times.getLong(position * Long.BYTES);
  }

  @Override
  public int timeDecimals() {
    return manifest.timeDecimals();
  }

  @Override
  public Time.@Nullable Kind timeKind() {
    return manifest.timeKind();
  }

  @Override
  public int category(long position) {
    return categories == null ? 0 : categories.getInt(position * Integer.BYTES);
  }

  @Override
  public double value(long position) {
    return values == null
        ? Double.NaN
        : Double.longBitsToDouble(values.getLong(position * Double.BYTES));
  }

  @Override
  public List<String> categories() {
    return categoryNames;
  }

  @Override
  public String userId(int user) {
    return users.text(user);
  }

  @Override
  public void close() {
    open.forEach(MappedFile::close);
    users.close();
  }
}
