package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.IdTable;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Initializers;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.ParameterNames;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trainable whole: the item encoder, the user encoder, and the ID table, whose rows are inputs
 * of the item encoder like any other feature. Its arrays belong to the manager given to the
 * constructor.
 */
final class SequenceModel {

  static final String ID_TABLE = "id-table";
  static final String ID_CODES = "id-codes";

  /** Keeps a zero vector, of an item that lacks a modality, from being divided by zero. */
  private static final float TINY = 1e-12f;

  /** What the names of the item encoder's parameters begin with. */
  static final String ENCODER = "encoder";

  private final NDManager manager;
  private final RecommenderSpec spec;
  private final ItemSchema schema;
  private final Map<Modality, ItemFeatures> features = new LinkedHashMap<>();
  private final Block itemEncoder;
  private final UserEncoder userEncoder;
  private final @Nullable NDArray idTable;
  private final @Nullable ItemCodes codes;
  private final @Nullable CodedTable codedTable;

  /**
   * A model with freshly drawn parameters; the engine's random seed decides them.
   *
   * @param items N
   * @param categories number of event categories
   * @param stores features of each modality but the ID
   * @throws UsageException if a modality has no features or they do not fit
   */
  SequenceModel(
      NDManager manager,
      RecommenderSpec spec,
      int items,
      int categories,
      Map<Modality, FeatureStore> stores) {
    this(manager, spec, items, categories, stores, null);
  }

  /**
   * The same where items may share rows of the ID table.
   *
   * @param codes of the items, null where each has a row of its own
   */
  SequenceModel(
      NDManager manager,
      RecommenderSpec spec,
      int items,
      int categories,
      Map<Modality, FeatureStore> stores,
      @Nullable ItemCodes codes) {
    this.manager = manager;
    this.spec = spec;
    this.codes = codes;
    List<ModalitySchema> modalities = new ArrayList<>();
    IdTable table = spec.itemEncoder().idTable().orElse(null);
    for (Modality modality : spec.itemEncoder().modalities()) {
      if (modality.equals(Modality.ID) && table != null) {
        modalities.add(new ModalitySchema(modality, 1, table.width()));
      } else {
        FeatureStore source = stores.get(modality);
        if (source == null) {
          throw new UsageException(
              "no features for modality '" + modality + "'; there are " + stores.keySet());
        }
        features.put(modality, new ItemFeatures(manager, source));
        modalities.add(source.schema());
      }
    }
    schema = new ItemSchema(items, modalities);
    itemEncoder = spec.itemEncoder().newBlock(schema);
    List<Shape> shapes = new ArrayList<>();
    for (ModalitySchema m : modalities) {
      shapes.add(new Shape(1, m.tokens(), m.width()));
      shapes.add(new Shape(1, m.tokens()));
    }
    ModelBlock.initialize(itemEncoder, manager, shapes.toArray(new Shape[0]));
    userEncoder = new UserEncoder(manager, spec.model(), categories);
    if (table != null && codes != null) {
      codedTable = new CodedTable(codes.splits(), codes.values(), table.width());
      ModelBlock.initialize(codedTable, manager, new Shape(1, codes.splits()));
      idTable = null;
      return;
    }
    codedTable = null;
    if (table == null) {
      idTable = null;
    } else if (table.initialFrom().isEmpty()) {
      idTable =
          Initializers.xavierNormal(items + 1L, table.width())
              .initialize(manager, new Shape(items + 1L, table.width()), DataType.FLOAT32);
    } else {
      idTable = IdTableStart.fromFeatures(manager, table, items, stores);
    }
  }

  List<Branch> branches() {
    return userEncoder.branches();
  }

  RecommenderSpec spec() {
    return spec;
  }

  int items() {
    return schema.items();
  }

  /** What the item encoder was told about the catalogue. */
  ItemSchema schema() {
    return schema;
  }

  UserEncoder userEncoder() {
    return userEncoder;
  }

  /** (N+1, F_id), or null if the encoder reads no ID or items share rows. */
  @Nullable NDArray idTable() {
    return idTable;
  }

  /**
   * Parameters of item and user encoder by name, in a fixed order; the ID table is not among them.
   */
  Map<String, Parameter> parameters() {
    Map<String, Parameter> found = new LinkedHashMap<>();
    ParameterNames.collect(ENCODER, itemEncoder, found);
    if (codedTable != null) {
      ParameterNames.collect(ID_TABLE, codedTable, found);
    }
    found.putAll(userEncoder.parameters());
    return found;
  }

  /**
   * All weights by name, ID table included, and the codes of items that share its rows. The arrays
   * are the model's own.
   */
  Map<String, NDArray> weights() {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    parameters().forEach((name, parameter) -> weights.put(name, parameter.getArray()));
    if (idTable != null) {
      weights.put(ID_TABLE, idTable);
    }
    if (codes != null) {
      weights.put(ID_CODES, codes.packed(manager));
    }
    return weights;
  }

  /** ID embeddings, (U, F_id), owned by the given manager; null without ID. */
  @Nullable NDArray idRows(NDManager owner, int[] items, boolean training) {
    if (codedTable != null && codes != null) {
      return ModelBlock.apply(store(), codedTable, codes.rows(owner, items), training);
    }
    return idTable == null ? null : Rows.take(idTable, HostArrays.indices(owner, items));
  }

  /**
   * The features of all modalities side by side, each averaged over its tokens and brought to norm
   * 1, and a one behind them: (U, F+1), F being 0 where an item is its ID alone.
   */
  NDArray content(NDManager owner, int[] items) {
    NDList parts = new NDList();
    for (ItemFeatures source : features.values()) {
      NDArray[] read = source.read(owner, items); // (U, T, F_m), (U, T)
      NDArray sum = read[0].mul(read[1].expandDims(2)).sum(new int[] {1}); // a mean but for scale
      parts.add(sum.div(sum.norm(new int[] {1}, true).add(TINY)));
    }
    parts.add(owner.ones(new Shape(items.length, 1)));
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 1);
  }

  /**
   * Item vectors, per branch (U, D).
   *
   * @param idRows (U, F_id), null without ID
   */
  List<NDArray> encodeItems(
      NDManager owner, int[] items, @Nullable NDArray idRows, boolean training) {
    NDList inputs = new NDList();
    for (Modality modality : spec.itemEncoder().modalities()) {
      ItemFeatures source = features.get(modality);
      if (source != null) {
        NDArray[] read = source.read(owner, items);
        inputs.add(read[0]);
        inputs.add(read[1]);
      } else if (idRows != null) {
        float[] mask = new float[items.length];
        for (int i = 0; i < mask.length; i++) {
          mask[i] = items[i] == 0 ? 0 : 1;
        }
        inputs.add(idRows.expandDims(1));
        inputs.add(HostArrays.of(owner, mask, new Shape(items.length, 1)));
      }
    }
    return List.copyOf(itemEncoder.forward(store(), inputs, training));
  }

  /**
   * Vectors of items that are not in the catalogue, by their content, per branch (U, D): of their
   * ID there is nothing, its token is masked.
   *
   * @param stores features of each modality but the ID
   * @param items as the stores count them
   */
  List<NDArray> encodeNew(NDManager owner, Map<Modality, FeatureStore> stores, int[] items) {
    NDList inputs = new NDList();
    for (ModalitySchema modality : schema.modalities()) {
      FeatureStore source = stores.get(modality.modality());
      if (source == null) {
        inputs.add(owner.zeros(new Shape(items.length, 1, modality.width())));
        inputs.add(owner.zeros(new Shape(items.length, 1)));
      } else {
        NDArray[] read = new ItemFeatures(owner, source).read(owner, items);
        inputs.add(read[0]);
        inputs.add(read[1]);
      }
    }
    return List.copyOf(itemEncoder.forward(store(), inputs, false));
  }

  /** A new one each time, as it remembers arrays, which parameters may change for others. */
  private ParameterStore store() {
    return new ParameterStore(manager, false);
  }
}
