package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.data.table.DuckDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a clean dataset of an interactions file, or finds the one made before of the same content
 * by the same settings.
 */
@Internal
public final class Ingestion {

  /** Name of the directory of cleaned datasets in a dataset directory. */
  public static final String CACHE = ".seqrec";

  private static final Logger LOG = LoggerFactory.getLogger(Ingestion.class);
  private static final String SPILL = "spill";

  /** What is hashed, so that the hash of data stays what it was; not the form of the cache. */
  private static final int HASH_FORM = 1;

  private final Path file;
  private final IngestSettings settings;
  private final @Nullable Path itemsFile;
  private final CacheDirectory cache;
  private final ByteProgress progress;
  private final ContentHash hash;

  /**
   * What became of a file.
   *
   * @param interactions by user
   * @param summary what was read, rejected and dropped
   * @param key SHA-256 of the content of the inputs and of all settings that change the result
   * @param catalogue identifiers of items 1..N where no items file has them, else empty
   */
  public record Result(
      Interactions interactions, DataSummary summary, String key, List<String> catalogue) {}

  /**
   * Of one file.
   *
   * @param itemsFile file of the items, the content of which is part of the key; null for none
   */
  public Ingestion(Path file, IngestSettings settings, @Nullable Path itemsFile) {
    this(file, settings, itemsFile, ByteProgress.NONE);
  }

  /**
   * Of one file, watched.
   *
   * @param itemsFile file of the items, the content of which is part of the key; null for none
   * @param progress is told how far it is, unless the dataset was made before
   */
  public Ingestion(
      Path file, IngestSettings settings, @Nullable Path itemsFile, ByteProgress progress) {
    this.file = file;
    this.progress = progress;
    this.settings = settings;
    this.itemsFile = itemsFile;
    Path chosen = settings.resources().cache();
    Path directory = chosen == null ? file.resolveSibling(CACHE) : chosen;
    cache = new CacheDirectory(directory.toAbsolutePath().normalize());
    hash = new ContentHash(directory.toAbsolutePath().normalize());
  }

  /**
   * Opens the clean dataset, after making it where there is none yet.
   *
   * @param catalogue identifiers of the items 1..N; null where those seen are the catalogue
   * @throws DataException if the file cannot be used, or nothing of it is left
   */
  public Result open(@Nullable List<String> catalogue) {
    String key = key();
    Path entry = cache.entry(key);
    Result there = kept(entry, key, catalogue);
    if (there != null) {
      return there;
    }
    try (ProcessLock lock = cache.lock(progress)) {
      there = kept(entry, key, catalogue); // of another process meanwhile
      if (there != null) {
        return there;
      }
      return make(cache.newPartial(key, lock != null && lock.exclusive()), key, catalogue);
    }
  }

  /**
   * Opens the clean dataset that was made before; nothing is made.
   *
   * @param catalogue as of {@link #open}
   * @return empty where there is none, or it cannot be used
   */
  public Optional<Result> kept(@Nullable List<String> catalogue) {
    String key = key();
    return Optional.ofNullable(kept(cache.entry(key), key, catalogue));
  }

  /** What was read before, or null where there is nothing or it cannot be used. */
  private static @Nullable Result kept(Path entry, String key, @Nullable List<String> catalogue) {
    if (!Files.isDirectory(entry)) {
      return null;
    }
    try {
      CleanDataset dataset = CleanDataset.open(entry, key);
      if (catalogue == null || catalogue.size() == dataset.summary().items()) {
        return result(dataset, key);
      }
      dataset.close();
      LOG.warn("{} is of another catalogue; it is made anew", entry);
    } catch (IOException | DataException e) {
      String why = e instanceof FileSystemException ? e.toString() : e.getMessage();
      LOG.warn("{} cannot be used ({}); it is made anew", entry, why);
    }
    return null;
  }

  private static Result result(CleanDataset dataset, String key) {
    return new Result(dataset, dataset.summary(), key, dataset.catalogue());
  }

  private String key() {
    MessageDigest digest = Sha256.digest();
    String content =
        String.join(
            "\n",
            "form " + HASH_FORM,
            settings.key(),
            file.getFileName().toString(),
            hash.of(file),
            itemsFile == null ? "no items file" : hash.of(itemsFile));
    return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
  }

  private Result make(Path partial, String key, @Nullable List<String> catalogue) {
    long start = System.nanoTime();
    try {
      String state = ContentHash.state(file);
      LOG.info("reading {} ({} MB)", file, Files.size(file) / 1_000_000);
      DataSummary summary = write(partial, key, catalogue);
      if (!state.equals(ContentHash.state(file))) {
        throw new DataException(file + ": it changed while it was read; try again");
      }
      LOG.info("{} in {} s", summary, Math.round((System.nanoTime() - start) / 1e8) / 10.0);
      Path entry = partial;
      if (cache.holds(partial)) {
        cache.publish(partial, key);
        entry = cache.entry(key);
      }
      return result(CleanDataset.open(entry, key), key);
    } catch (IOException e) {
      throw WriteFailure.of(partial, e, CacheDirectory.ELSEWHERE);
    } catch (SQLException e) {
      throw DuckDb.failure("cannot filter and sort " + file, e);
    } finally {
      // Gone if it was moved to its place; else mapped files live on until they are let go of.
      AtomicFiles.deleteTree(partial);
    }
  }

  private DataSummary write(Path directory, String key, @Nullable List<String> catalogue)
      throws IOException, SQLException {
    Path spill = directory.resolve(SPILL);
    IngestSpec resources = settings.resources();
    EventColumns columns = EventColumns.of(settings);
    DataSummary summary;
    EventReader reader;
    try (EventStore store =
        new EventStore(
            new DuckDb.Resources(resources.memoryMegabytes(), resources.threadsToUse(), spill),
            columns)) {
      progress.begin("reading " + file.getFileName(), 0, Files.size(file));
      try {
        reader = new EventReader(file, settings, catalogue).readInto(store, progress);
      } finally {
        progress.end();
      }
      reader.checkBounds();
      progress.begin("filtering and sorting", 0, -1);
      try {
        Connection database = store.finish();
        EventFilters filters =
            new EventFilters(database, settings.filter(), settings.minimumPerUser(), columns)
                .apply();
        summary = write(directory, database, filters, reader, catalogue);
      } finally {
        progress.end();
      }
    }
    AtomicFiles.deleteTree(spill);
    CleanDataset.writeCategories(directory, reader.categories());
    new CacheManifest(
            CleanDataset.FORMAT,
            key,
            reader.timeKind(),
            reader.timeDecimals(),
            reader.categories().size(),
            catalogue == null ? CacheManifest.Catalogue.HERE : CacheManifest.Catalogue.ITEMS_FILE,
            summary,
            Map.of(),
            null)
        .write(directory);
    return summary;
  }

  private DataSummary write(
      Path directory,
      Connection database,
      EventFilters filters,
      EventReader reader,
      @Nullable List<String> catalogue)
      throws IOException, SQLException {
    int items = 0;
    Outstanding counts = new Outstanding(reader);
    if (filters.kept() > 0) {
      int[] indices = IntStream.rangeClosed(1, reader.items().size()).toArray();
      if (catalogue == null) {
        try (Statement statement = database.createStatement()) {
          indices = CleanDataset.renumbered(filters, statement, reader.items().size());
        }
        CleanDataset.writeCatalogue(directory, reader.items(), indices);
      }
      items = (int) IntStream.of(indices).filter(i -> i > 0).count();
      try (Statement statement = database.createStatement();
          ResultSet sorted = filters.sorted(statement)) {
        counts = CleanDataset.write(directory, sorted, reader, indices, EventColumns.of(settings));
      } catch (ArithmeticException e) {
        throw new DataException(
            file
                + ": times with "
                + reader.timeDecimals()
                + " decimals beside times so large that they do not fit 64 bits together; round"
                + " them, or write them in another unit",
            e);
      }
    }
    Map<String, Long> dropped = new LinkedHashMap<>();
    if (reader.unknownItems() > 0) {
      dropped.put(DropReasons.UNKNOWN_ITEM, reader.unknownItems());
    }
    dropped.putAll(filters.dropped());
    DataSummary summary =
        new DataSummary(
            reader.read(),
            filters.kept(),
            reader.rejected(),
            dropped,
            reader.users().size(),
            counts.users(),
            items,
            counts.most());
    if (counts.users() == 0) {
      throw filters.nothingLeft(file, summary);
    }
    return summary;
  }
}
