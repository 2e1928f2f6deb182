package io.github.seqrec4j.data.ingest;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.JsonRecords;
import io.github.seqrec4j.api.files.MappedFile;
import io.github.seqrec4j.data.ingest.Time.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What {@code manifest.json} of a {@link CleanDataset} says.
 *
 * @param format form of the files
 * @param key of the dataset
 * @param timeKind what times are written as; null where there are none
 * @param timeDecimals of a number of the file's unit, 0 to 9
 * @param categories number of categories, 0 where none are read
 * @param catalogue where the identifiers of the items are
 * @param summary what was read and dropped
 * @param files CRC-32C of each other file of the directory by its name
 * @param checksum CRC-32C of all this, itself left out
 */
record CacheManifest(
    int format,
    String key,
    @Nullable Kind timeKind,
    int timeDecimals,
    int categories,
    Catalogue catalogue,
    DataSummary summary,
    Map<String, String> files,
    @Nullable String checksum) {

  private static final String FILE = "manifest.json";
  private static final int CHUNK = 1 << 20;
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9]+)?");

  /** What to do with a damaged directory. */
  static final String REMEDY = "remove the folder, and it is made anew";

  /** Checks what others count with. */
  CacheManifest {
    Arguments.atLeast("timeDecimals", timeDecimals, 0);
    Arguments.atMost("timeDecimals", timeDecimals, Moment.DECIMALS);
    Arguments.atLeast("categories", categories, 0);
  }

  /** Where the identifiers of the items are. */
  enum Catalogue {
    ITEMS_FILE,
    HERE
  }

  /**
   * Reads that of a directory and holds its files against it.
   *
   * @throws IOException if they are not whole, of another form, or of another dataset
   * @throws DataException if the manifest is damaged
   */
  static CacheManifest read(Path directory, int format, String key) throws IOException {
    Path file = directory.resolve(FILE);
    CacheManifest manifest =
        FileBoundary.read(
            file, REMEDY, () -> JsonRecords.parse(Files.readString(file), CacheManifest.class));
    if (manifest.format != format) {
      throw new IOException(file + ": of another version");
    }
    if (!manifest.ownChecksum().equals(manifest.checksum) || !key.equals(manifest.key)) {
      throw new IOException(file + ": damaged, or not of " + key);
    }
    for (Map.Entry<String, String> known : manifest.files.entrySet()) {
      if (!NAME.matcher(known.getKey()).matches()) {
        throw FileBoundary.damaged(
            file.toString(), "'" + known.getKey() + "' is no name of a file of it", REMEDY);
      }
      Path other = directory.resolve(known.getKey());
      if (!checksum(other).equals(known.getValue())) {
        throw new IOException(other + ": damaged, its checksum is another");
      }
    }
    return manifest;
  }

  /** Writes it, with the checksums of all files of the directory. */
  void write(Path directory) throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    List<Path> all;
    try (Stream<Path> listed = Files.list(directory)) {
      all = listed.filter(Files::isRegularFile).toList();
    }
    for (Path file : all) {
      checksums.put(file.getFileName().toString(), checksum(file));
    }
    CacheManifest whole = with(checksums, null);
    Files.writeString(
        directory.resolve(FILE), gson().toJson(whole.with(checksums, whole.ownChecksum())) + "\n");
  }

  private CacheManifest with(Map<String, String> checksums, @Nullable String own) {
    return new CacheManifest(
        format,
        key,
        timeKind,
        timeDecimals,
        categories,
        catalogue,
        summary,
        new TreeMap<>(checksums),
        own);
  }

  private String ownChecksum() {
    CRC32C crc = new CRC32C();
    crc.update(gson().toJson(with(files, null)).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static Gson gson() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  }

  /** Of a file's content, some GB a second. */
  private static String checksum(Path path) throws IOException {
    CRC32C crc = new CRC32C();
    try (MappedFile file = MappedFile.open(path)) {
      for (long done = 0; done < file.size(); done += CHUNK) {
        file.read(done, (int) Math.min(CHUNK, file.size() - done), crc::update);
      }
    }
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
