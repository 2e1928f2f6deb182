package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.data.ingest.Ingestion;
import io.github.seqrec4j.data.ingest.Time;
import io.github.seqrec4j.data.table.TableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Opens all parts of a dataset directory. */
final class DatasetReader {

  private static final String ITEMS = "items";
  private static final String FEATURES = "features";
  private static final String NPY = ".npy";
  private static final String MASK = ".mask.npy";
  private static final String ORIGIN = ".json";

  private final Path directory;
  private final DataSpec spec;
  private final ByteProgress progress;
  private final MessageDigest digest = Sha256.digest();

  DatasetReader(Path directory, DataSpec spec, ByteProgress progress) {
    this.progress = progress;
    this.directory = directory;
    this.spec = spec;
  }

  Dataset read() {
    Optional<Path> itemsFile = TableFiles.findIfAny(directory, ITEMS);
    Path interactions = TableFiles.find(directory, "interactions");
    ItemTable known = itemsFile.isEmpty() ? null : ItemTable.read(directory, spec);
    if (known == null) {
      checkFeaturesHaveItems();
    }
    Ingestion.Result read =
        new Ingestion(interactions, spec.ingestSettings(), itemsFile.orElse(null), progress)
            .open(known == null ? null : known.ids());
    digest.update(read.key().getBytes(StandardCharsets.UTF_8));
    if (spec.timeUnit() != Time.Unit.SECONDS) {
      digest.update(("\ntime unit " + spec.timeUnit()).getBytes(StandardCharsets.UTF_8));
    }
    ItemTable items = known == null ? untitled(read.catalogue()) : known;
    Map<Modality, FeatureStore> features = new TreeMap<>(Comparator.comparing(Modality::name));
    try {
      openFeatures(items.ids(), features);
      String hash = HexFormat.of().formatHex(digest.digest());
      Dataset all =
          new Dataset(
              directory,
              spec,
              items,
              new Dataset.Content(read.interactions(), features, hash, read.summary()));
      return spec.coldItems().share() > 0 ? HeldOutItems.without(all) : all;
    } catch (RuntimeException | Error e) {
      features.values().forEach(FeatureStore::close);
      read.interactions().close();
      throw e;
    }
  }

  private static ItemTable untitled(List<String> ids) {
    return new ItemTable(ids, Collections.nCopies(ids.size(), ""));
  }

  /**
   * Rows of features are in the order of the items file; without it nobody knows whose they are.
   */
  private void checkFeaturesHaveItems() {
    Path folder = directory.resolve(FEATURES);
    if (Files.isDirectory(folder)) {
      throw new DataException(
          directory.resolve(ITEMS + ".tsv")
              + ": missing; row k of the files in "
              + folder
              + " belongs to the k-th item of it: write it, or remove the features");
    }
  }

  private void openFeatures(List<String> itemIds, Map<Modality, FeatureStore> features) {
    Path folder = directory.resolve(FEATURES);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(MASK)) {
          TableFiles.checkFile(file);
          checkMasked(file);
          continue;
        }
        if (!name.endsWith(NPY)) {
          continue;
        }
        TableFiles.checkFile(file);
        Modality modality;
        try {
          modality = new Modality(name.substring(0, name.length() - NPY.length()));
        } catch (IllegalArgumentException e) {
          throw new DataException(file + ": " + e.getMessage() + "; rename the file", e);
        }
        if (modality.equals(Modality.ID)) {
          throw new DataException(
              file
                  + ": 'id' is the name of the trainable table and cannot be a feature file; rename it");
        }
        FeatureOrigin.check(file, file.resolveSibling(modality + ORIGIN), itemIds);
        Path mask = file.resolveSibling(modality + MASK);
        boolean masked = Files.exists(mask, LinkOption.NOFOLLOW_LINKS);
        features.put(
            modality, NpyFeatureStore.open(modality, file, masked ? mask : null, itemIds, digest));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
  }

  /** A mask belongs to features; alone it is most likely misnamed. */
  private static void checkMasked(Path mask) {
    String name = mask.getFileName().toString();
    Path features = mask.resolveSibling(name.substring(0, name.length() - MASK.length()) + NPY);
    if (!Files.isRegularFile(features)) {
      throw new DataException(
          mask
              + ": a mask without its features "
              + features.getFileName()
              + "; rename or remove it");
    }
  }
}
