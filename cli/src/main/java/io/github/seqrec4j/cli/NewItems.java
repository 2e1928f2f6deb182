package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.FeatureFolder;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.data.ItemColumns;
import io.github.seqrec4j.encode.EncodeSpec;
import io.github.seqrec4j.encode.ItemContents;
import io.github.seqrec4j.runtime.NewItem;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Items of a table with their features.
 *
 * @param items in the order of the table
 * @param features how many items have those of a modality
 */
record NewItems(List<NewItem> items, Map<Modality, Integer> features) {

  /**
   * Reads items and makes what the model reads of them.
   *
   * @param modalities content that the model reads
   * @param folder feature files, or null for none
   * @param images folder of pictures, or null for none
   */
  static NewItems read(
      Path file,
      DataSpec data,
      EncodeSpec encode,
      List<Modality> modalities,
      @Nullable Path folder,
      @Nullable Path images) {
    Set<String> columns = new LinkedHashSet<>();
    Map<Modality, Map<String, FeatureRow>> rows = new LinkedHashMap<>();
    List<String> ids = ItemColumns.readFile(file, data, Set.of(), Set.of()).ids();
    for (Modality modality : modalities) {
      if (folder != null) {
        FeatureFolder.open(folder, modality, ids)
            .ifPresent(store -> rows.put(modality, rows(store, ids)));
      }
    }
    boolean text = modalities.contains(Modality.TEXT) && !rows.containsKey(Modality.TEXT);
    if (text) {
      columns.addAll(ItemContents.columns(data, encode.text()));
    }
    ItemColumns table = ItemColumns.readFile(file, data, columns, Set.of(data.titleColumn()));
    if (text) {
      rows.put(Modality.TEXT, ItemContents.encodeTexts(table, data, encode.text()));
    }
    if (images != null) {
      if (rows.containsKey(Modality.IMAGE)) {
        throw new DataException(folder + ": has features of pictures too; give it or --images");
      }
      rows.put(Modality.IMAGE, ItemContents.encodePictures(ids, images, encode.image().encoder()));
    }
    List<String> titles = table.columns().getOrDefault(data.titleColumn(), List.of());
    List<NewItem> items = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      NewItem item = NewItem.of(ids.get(i));
      if (!titles.isEmpty() && !titles.get(i).isBlank()) {
        item = item.title(titles.get(i));
      }
      for (Map.Entry<Modality, Map<String, FeatureRow>> part : rows.entrySet()) {
        FeatureRow row = part.getValue().get(ids.get(i));
        if (row != null) {
          item = item.features(part.getKey(), row);
        }
      }
      items.add(item);
    }
    Map<Modality, Integer> counts = new LinkedHashMap<>();
    modalities.forEach(
        modality -> counts.put(modality, rows.getOrDefault(modality, Map.of()).size()));
    return new NewItems(items, counts);
  }

  /** Rows that are not of padding alone. */
  private static Map<String, FeatureRow> rows(FeatureStore store, List<String> ids) {
    try (store) {
      int tokens = store.schema().tokens();
      Map<String, FeatureRow> rows = new LinkedHashMap<>();
      for (int i = 0; i < ids.size(); i++) {
        float[] values = new float[tokens * store.schema().width()];
        float[] mask = new float[tokens];
        store.read(new int[] {i + 1}, FloatBuffer.wrap(values), FloatBuffer.wrap(mask));
        int real = 0;
        for (float one : mask) {
          real += one > 0 ? 1 : 0;
        }
        if (real > 0) {
          rows.put(ids.get(i), FeatureRow.tokens(values, real));
        }
      }
      return rows;
    }
  }
}
