package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.runtime.ItemChange.Put;
import io.github.seqrec4j.runtime.ItemChange.Retire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a bundle with other items than another has, without a training: what a {@link
 * LiveCatalogue} does to a model that serves. Added items have rows of zeros in the ID table, and
 * the manifest says how many they are, so that a training that starts from the bundle starts them
 * from their content.
 */
@Internal
public final class BundleItems {

  /** Arrays of {@link ModelBundle#WEIGHTS} that have a row per item. */
  private static final Set<String> PER_ITEM = Set.of("id-table", "id-codes");

  private final Path bundle;
  private final SequentialRecommender model;
  private final LiveState state;

  private BundleItems(Path bundle, SequentialRecommender model) {
    this.bundle = bundle;
    this.model = model;
    state = new LiveState(model, model.view());
  }

  /** What becomes of the items of a bundle. */
  @FunctionalInterface
  public interface Changes {
    /** Makes them. */
    void make(BundleItems items);
  }

  /**
   * Writes a bundle with the items of another, changed.
   *
   * @param out directory to create; it must not exist
   * @throws UsageException if it exists, or a change cannot be made
   * @throws io.github.seqrec4j.api.DataException if the other bundle is damaged
   */
  public static void write(Path bundle, Path out, Changes changes) {
    Path target = out.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new UsageException(out + " exists; a model is never overwritten");
    }
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      BundleItems items = new BundleItems(bundle, model);
      changes.make(items);
      Path partial = target.resolveSibling(target.getFileName() + ".partial");
      try {
        AtomicFiles.deleteTree(partial);
        Files.createDirectories(partial);
        items.write(partial);
        AtomicFiles.publishDirectory(partial, target);
      } catch (IOException e) {
        throw WriteFailure.of(out, e, "choose another directory");
      } finally {
        AtomicFiles.deleteTree(partial);
      }
    }
  }

  /** Content that the model reads of an item, in the order of its item encoder. */
  public List<Modality> modalities() {
    return model.origin().items().modalities().stream()
        .map(ModalitySchema::modality)
        .filter(modality -> !modality.equals(Modality.ID))
        .toList();
  }

  /** Whether the bundle has an item, or it was put. */
  public boolean knows(String item) {
    return state.view().index(item) > 0;
  }

  /**
   * Adds items, or puts them in the place of those of their identifiers.
   *
   * @param items with features alone
   */
  public void put(List<NewItem> items) {
    change(new Put(items));
  }

  /** No longer recommends items. */
  public void retire(List<String> items) {
    change(new Retire(items));
  }

  private void change(ItemChange change) {
    state.make(state.prepare(change));
  }

  private void write(Path directory) throws IOException {
    CatalogueView bundled = model.view();
    CatalogueView now = state.view();
    List<String> ids = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    RowBits retired = RowBits.NONE;
    Map<Integer, float[]> replaced = new LinkedHashMap<>();
    for (int row = 1; row <= bundled.bundleRows(); row++) {
      String id = bundled.itemId(row);
      int last = now.index(id);
      ids.add(id);
      titles.add(now.title(last));
      if (!now.offers(id)) {
        retired = retired.with(row);
      }
      if (last != row) {
        replaced.put(row, model.vector(now, last));
      }
    }
    Map<Integer, float[]> appended = new LinkedHashMap<>();
    for (NewItem item : state.added().values()) {
      if (bundled.index(item.id()) == 0) {
        ids.add(item.id());
        titles.add(item.title());
        appended.put(appended.size(), model.vector(now, now.index(item.id())));
      }
    }
    int more = appended.size();
    BundleManifest manifest = BundleManifest.load(bundle);
    int added = manifest.added() + more;
    Map<String, String> sums = new LinkedHashMap<>();
    for (String name : manifest.files().keySet()) {
      Path file = directory.resolve(name);
      switch (name) {
        case ModelBundle.VECTORS ->
            sums.put(
                name,
                new TensorRows(appended, replaced, more)
                    .copy(bundle.resolve(name), file, Set.of(ModelBundle.VECTORS_NAME)));
        case ModelBundle.WEIGHTS ->
            sums.put(name, TensorRows.zeros(more).copy(bundle.resolve(name), file, PER_ITEM));
        case Catalogue.FILE -> {
          new Catalogue(ids, titles, retired, added).save(file);
          sums.put(name, Sha256.ofFile(file));
        }
        default -> {
          Files.copy(bundle.resolve(name), file);
          sums.put(name, Sha256.ofFile(file));
        }
      }
    }
    save(directory, manifest, ids.size(), added, sums);
  }

  private static void save(
      Path directory, BundleManifest manifest, int items, int added, Map<String, String> sums)
      throws IOException {
    Map<String, BundleManifest.Entry> files = new LinkedHashMap<>();
    for (Map.Entry<String, String> sum : sums.entrySet()) {
      long bytes = Files.size(directory.resolve(sum.getKey()));
      files.put(sum.getKey(), new BundleManifest.Entry(bytes, sum.getValue()));
    }
    ModelOrigin origin = manifest.origin();
    BundleManifest changed =
        new BundleManifest(
            new ModelOrigin(
                origin.library(),
                origin.created(),
                origin.dataHash(),
                new ItemSchema(items, origin.items().modalities()),
                origin.categories()),
            added,
            manifest.branches(),
            manifest.width(),
            manifest.maxLength(),
            manifest.ensemble(),
            files);
    AtomicFiles.write(directory.resolve(BundleManifest.FILE), changed.json());
  }
}
