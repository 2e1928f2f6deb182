package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.config.SpecTree;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.SafeTensorsFile;
import io.github.seqrec4j.runtime.StoredModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The weights of a trained model as the first ones of a training on other data: yesterday's model,
 * today's log. Items are the same where their identifiers are. What a new item is, content tells:
 * its ID embedding starts where {@link ContentMap} puts it, by the items that have one; items that
 * are gone are left out. Moments of the optimiser start at zero, as those of the model were for
 * other data.
 */
final class WarmStart implements AutoCloseable {

  static final String LIKE = "; encode all items by the encoder of the model, or train without it";

  /** Rows of a table read at a time. */
  private static final int CHUNK = 1 << 16;

  private final Path bundle;
  private final StoredModel stored;
  private final int[] places; // in the stored catalogue, of items 0..N; 0 for a new one

  private WarmStart(Path bundle, StoredModel stored, int[] places) {
    this.bundle = bundle;
    this.stored = stored;
    this.places = places;
  }

  /**
   * Opens a model for a training.
   *
   * @throws UsageException if the training is to be of another model
   * @throws DataException if the bundle is damaged, or no item of it is left, or categories differ
   */
  static WarmStart open(Path bundle, RecommenderSpec spec, Dataset dataset) {
    StoredModel stored = StoredModel.open(bundle);
    try {
      checkModel(bundle, stored, spec);
      checkCategories(bundle, stored, spec, dataset);
      int[] places = new int[dataset.items() + 1];
      int kept = 0;
      for (int old = 1; old <= stored.trained(); old++) { // those added since start from content
        int item = dataset.itemIndex(stored.items().get(old - 1));
        places[item] = old; // those of none go to 0, which is padding
        kept += item > 0 ? 1 : 0;
      }
      places[0] = 0;
      if (kept == 0) {
        throw new DataException(
            bundle
                + ": none of its items is among those of "
                + dataset.spec().path()
                + "; start from a model of the same catalogue, or train without one");
      }
      return new WarmStart(bundle, stored, places);
    } catch (RuntimeException e) {
      close(stored);
      throw e;
    }
  }

  private static void checkModel(Path bundle, StoredModel stored, RecommenderSpec spec) {
    List<String> differences =
        CheckpointOrigin.differences(
            SpecTree.flat(RunSpec.ROOT, stored.model()), SpecTree.flat(RunSpec.ROOT, spec.model()));
    List<String> types = differences.stream().filter(line -> line.contains(".type was ")).toList();
    if (!differences.isEmpty()) {
      throw new UsageException(
          bundle
              + " is another model than this: "
              + String.join("; ", types.isEmpty() ? differences : types)
              + ". Train this one with its settings, or without it");
    }
  }

  private static void checkCategories(
      Path bundle, StoredModel stored, RecommenderSpec spec, Dataset dataset) {
    List<String> then = stored.origin().categories();
    if (spec.backbone().inputs().contains(SequenceInput.EVENT_CATEGORIES)
        && !then.equals(dataset.categories())) {
      throw new DataException(
          bundle
              + " reads the event categories "
              + then
              + ", the data has "
              + dataset.categories()
              + "; start from a model of the same ones, or train without one");
    }
  }

  /** What became of the items. */
  TrainingEvent.WarmStarted event() {
    int kept = items(true).length;
    return new TrainingEvent.WarmStarted(
        bundle, kept, places.length - 1 - kept, stored.trained() - kept);
  }

  /** Tells the model from others. */
  String name() {
    return "the model of " + stored.origin().created() + " on data " + stored.origin().dataHash();
  }

  /**
   * Codes of the items: those that the model has, and for new ones those given.
   *
   * @param fresh codes of all items
   */
  ItemCodes codes(ItemCodes fresh) {
    try (NDManager scratch = NativeEngine.newManager()) {
      Shape shape = new Shape(stored.items().size() + 1L, fresh.words());
      NDArray packed = stored.weights().read(scratch, SequenceModel.ID_CODES, shape);
      return fresh.withCodesOf(packed.toLongArray(), places);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Puts the weights into a model of the training. */
  void into(NDManager manager, SequenceModel model) {
    if (!model.schema().modalities().equals(stored.origin().items().modalities())) {
      throw new DataException(
          bundle
              + " reads "
              + words(stored.origin().items())
              + ", the data has "
              + words(model.schema())
              + LIKE);
    }
    try {
      for (Map.Entry<String, Parameter> parameter : model.parameters().entrySet()) {
        stored.weights().readInto(parameter.getKey(), parameter.getValue().getArray());
      }
      NDArray table = model.idTable();
      if (table != null) {
        known(manager, stored.weights(), table);
        added(manager, model, table);
      }
      new ContentCheck(bundle, stored, places).check(manager, model, items(true));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static String words(ItemSchema items) {
    return items.modalities().stream()
        .map(m -> m.modality() + " of " + m.tokens() + " x " + m.width() + " numbers")
        .collect(Collectors.joining(", "));
  }

  /** Rows of items that the model knows. */
  private void known(NDManager manager, SafeTensorsFile weights, NDArray table) throws IOException {
    int width = (int) table.getShape().get(1);
    int[] item = new int[stored.items().size() + 1]; // of each place
    for (int i = 1; i < places.length; i++) {
      item[places[i]] = places[i] > 0 ? i : 0;
    }
    for (int from = 1; from < item.length; from += CHUNK) {
      int to = Math.min(item.length, from + CHUNK);
      try (NDManager scratch = manager.newSubManager()) {
        NDArray rows =
            weights
                .readRange(
                    scratch,
                    SequenceModel.ID_TABLE,
                    (long) from * width,
                    (long) (to - from) * width)
                .reshape(to - from, width);
        int[] sources = new int[to - from];
        int[] targets = new int[to - from];
        int count = 0;
        for (int place = from; place < to; place++) {
          if (item[place] > 0) {
            sources[count] = place - from;
            targets[count++] = item[place];
          }
        }
        if (count > 0) {
          int[] read = Arrays.copyOf(sources, count);
          int[] written = Arrays.copyOf(targets, count);
          table.set(
              new NDIndex("{}", HostArrays.indices(scratch, written)),
              Rows.take(rows, HostArrays.indices(scratch, read)));
        }
      }
    }
  }

  /** Rows of new items, from their content. */
  private void added(NDManager manager, SequenceModel model, NDArray table) {
    int[] known = items(true);
    int[] added = items(false);
    try (NDManager scratch = manager.newSubManager()) {
      NDArray map =
          ContentMap.fit(
              scratch,
              new ContentMap.Source() {
                @Override
                public NDArray content(NDManager owner, int[] items) {
                  return model.content(owner, items);
                }

                @Override
                public NDArray embeddings(NDManager owner, int[] items) {
                  return Rows.take(table, HostArrays.indices(owner, items));
                }
              },
              known);
      for (int from = 0; from < added.length; from += CHUNK) {
        int[] chunk = Arrays.copyOfRange(added, from, Math.min(added.length, from + CHUNK));
        try (NDManager inner = scratch.newSubManager()) {
          NDArray rows = model.content(inner, chunk).matMul(map);
          table.set(new NDIndex("{}", HostArrays.indices(inner, chunk)), rows);
        }
      }
    }
  }

  private int[] items(boolean known) {
    return IntStream.range(1, places.length).filter(item -> places[item] > 0 == known).toArray();
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("cannot read model " + bundle + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    close(stored);
  }

  private static void close(StoredModel stored) {
    try {
      stored.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a model: " + e.getMessage(), e);
    }
  }
}
