package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What is checked of a bundle before anything in it is believed: the lengths of all files against
 * the manifest and against what the item schema allows, then the checksums.
 */
final class BundleChecks {

  /** Longest {@code model.conf}, in bytes. */
  private static final long MAX_CONFIG = 1 << 20;

  /** Longest report or other text, in bytes. */
  private static final long MAX_TEXT = 64L << 20;

  /** Longest record of an item on the average, in bytes. */
  private static final long MAX_ITEM = 64L << 10;

  /** Most numbers of an item's vector, all branches together. */
  private static final long MAX_COLUMNS = 1 << 24;

  private static final Set<String> NEEDED =
      Set.of(ModelBundle.CONFIG, ModelBundle.WEIGHTS, ModelBundle.VECTORS, Catalogue.FILE);

  /** Whose lengths are checked otherwise than by {@link #MAX_TEXT}. */
  private static final Set<String> LONG =
      Set.of(ModelBundle.WEIGHTS, ModelBundle.VECTORS, Catalogue.FILE, UserHistories.FILE);

  private final Path bundle;
  private final BundleManifest manifest;

  private BundleChecks(Path bundle, BundleManifest manifest) {
    this.bundle = bundle;
    this.manifest = manifest;
  }

  /**
   * Checks all files.
   *
   * @throws DataException if one is missing, incomplete or damaged, naming it
   */
  static void check(Path bundle, BundleManifest manifest) throws IOException {
    BundleChecks checks = new BundleChecks(bundle, manifest);
    checks.checkLengths();
    checks.checkSums();
  }

  private Path file(String name) {
    return bundle.resolve(name);
  }

  private int items() {
    return manifest.origin().items().items();
  }

  private void checkLengths() throws IOException {
    for (String name : NEEDED) {
      if (!manifest.files().containsKey(name)) {
        throw new DataException(
            file(BundleManifest.FILE) + ": damaged: no checksum of " + name + "; train again");
      }
    }
    for (Map.Entry<String, BundleManifest.Entry> entry : manifest.files().entrySet()) {
      Path file = file(entry.getKey());
      if (!Files.isRegularFile(file)) {
        throw new DataException(file + ": missing; " + ModelBundle.REMEDY);
      }
      if (Files.size(file) != entry.getValue().bytes()) {
        throw damaged(
            file,
            Files.size(file)
                + " bytes, "
                + BundleManifest.FILE
                + " says "
                + entry.getValue().bytes());
      }
      if (!LONG.contains(entry.getKey())) {
        checkAtMost(file, entry.getValue().bytes(), MAX_TEXT);
      }
    }
    checkAtMost(file(ModelBundle.CONFIG), length(ModelBundle.CONFIG), MAX_CONFIG);
    checkAtMost(file(Catalogue.FILE), length(Catalogue.FILE), MAX_TEXT + items() * MAX_ITEM);
    long rows = items() + 1L; // below 2^30, as are branches and width: see the manifest
    long columns = (long) manifest.branches().size() * manifest.width();
    if (columns > MAX_COLUMNS) {
      throw damaged(file(BundleManifest.FILE), columns + " numbers per item, too many");
    }
    checkAtMost(
        file(ModelBundle.VECTORS),
        length(ModelBundle.VECTORS),
        MAX_TEXT + rows * columns * Float.BYTES);
  }

  private long length(String name) throws IOException {
    return Files.size(file(name));
  }

  private static void checkAtMost(Path file, long bytes, long most) {
    if (bytes > most) {
      throw damaged(file, bytes + " bytes, expected at most " + most);
    }
  }

  private void checkSums() throws IOException {
    for (Map.Entry<String, BundleManifest.Entry> entry : manifest.files().entrySet()) {
      // The sum itself is not told: a crafted bundle could link to any file.
      if (!Sha256.ofFile(file(entry.getKey())).equals(entry.getValue().sha256())) {
        throw damaged(file(entry.getKey()), "its SHA-256 is not the one in " + BundleManifest.FILE);
      }
    }
  }

  private static DataException damaged(Path file, String what) {
    return FileBoundary.damaged(file.toString(), what, ModelBundle.REMEDY);
  }
}
