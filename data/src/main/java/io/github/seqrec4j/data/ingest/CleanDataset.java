package io.github.seqrec4j.data.ingest;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cleaned dataset in a directory of its own: {@code items} and {@code times} of all interactions
 * by user, {@code starts} of the users among them, the users' identifiers, those of the items where
 * no items file has them, and {@code manifest.json}.
 */
final class CleanDataset implements Interactions {

  /** A number for the form of these files. */
  static final int FORMAT = 1;

  private static final String MANIFEST = "manifest.json";
  private static final String ITEMS = "items";
  private static final String TIMES = "times";
  private static final String STARTS = "starts";
  private static final String USERS = "users";
  private static final String CATALOGUE = "catalogue";

  /** Content of {@code manifest.json}. */
  record Manifest(
      int format,
      String key,
      Time.@Nullable Kind timeKind,
      Catalogue catalogue,
      DataSummary summary) {}

  /** Where the identifiers of the items are. */
  enum Catalogue {
    ITEMS_FILE,
    HERE
  }

  private final Manifest manifest;
  private final MappedArray items;
  private final MappedArray times;
  private final MappedArray starts;
  private final IdFile users;
  private final List<String> catalogue;

  private CleanDataset(Path directory, Manifest manifest) throws IOException {
    this.manifest = manifest;
    long size = manifest.summary.interactionsKept();
    int userCount = manifest.summary.usersKept();
    items = MappedArray.open(directory.resolve(ITEMS), size * Integer.BYTES);
    times = MappedArray.open(directory.resolve(TIMES), size * Double.BYTES);
    starts = MappedArray.open(directory.resolve(STARTS), (userCount + 1L) * Long.BYTES);
    users = IdFile.open(directory, USERS, userCount);
    catalogue = new ArrayList<>();
    if (manifest.catalogue == Catalogue.HERE) {
      IdFile ids = IdFile.open(directory, CATALOGUE, manifest.summary.items());
      for (int i = 0; i < manifest.summary.items(); i++) {
        catalogue.add(ids.text(i));
      }
    }
  }

  /**
   * Opens what is in a directory.
   *
   * @throws IOException if it is not whole, or not that of the key
   */
  static CleanDataset open(Path directory, String key) throws IOException {
    Path file = directory.resolve(MANIFEST);
    try {
      Manifest manifest = new Gson().fromJson(Files.readString(file), Manifest.class);
      if (manifest == null
          || manifest.format != FORMAT
          || !key.equals(manifest.key)
          || manifest.summary == null) {
        throw new IOException(file + ": not the manifest of " + key);
      }
      return new CleanDataset(directory, manifest);
    } catch (JsonParseException e) {
      throw new IOException(file + ": damaged: " + e.getMessage(), e);
    }
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

  /** Writes all but the manifest; returns the number of users. */
  static int write(Path directory, ResultSet sorted, IdDictionary userIds, int[] itemIndices)
      throws IOException, SQLException {
    try (ArrayFile items = new ArrayFile(directory.resolve(ITEMS));
        ArrayFile times = new ArrayFile(directory.resolve(TIMES));
        ArrayFile starts = new ArrayFile(directory.resolve(STARTS));
        IdFile.Writer users = new IdFile.Writer(directory, USERS)) {
      int last = -1;
      long position = 0;
      while (sorted.next()) {
        int user = sorted.getInt(1);
        if (user != last) {
          users.add(userIds, user);
          starts.putLong(position);
          last = user;
        }
        items.putInt(itemIndices[sorted.getInt(2)]);
        times.putDouble(sorted.getDouble(3));
        position++;
      }
      starts.putLong(position);
      users.finish();
      starts.finish();
      items.finish();
      times.finish();
      return users.size();
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

  static void writeManifest(Path directory, Manifest manifest) throws IOException {
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    Files.writeString(directory.resolve(MANIFEST), gson.toJson(manifest) + "\n");
  }

  /** What was read and dropped. */
  DataSummary summary() {
    return manifest.summary;
  }

  /** Identifiers of the items 1..N where no items file has them, else empty. */
  List<String> catalogue() {
    return catalogue;
  }

  @Override
  public int users() {
    return manifest.summary.usersKept();
  }

  @Override
  public long start(int user) {
    return starts.getLong(user);
  }

  @Override
  public int item(long position) {
    return items.getInt(position);
  }

  @Override
  public double time(long position) {
    return times.getDouble(position);
  }

  @Override
  public Time.@Nullable Kind timeKind() {
    return manifest.timeKind;
  }

  @Override
  public String userId(int user) {
    return users.text(user);
  }
}
