package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.HistoryEncoder;
import io.github.seqrec4j.api.JavaForm;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.PackedHistory;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By the backbones' Java forms, on arrays of the heap. */
final class JavaScoring implements Scoring {

  private static final long[] UNREAD = {};

  private final List<HistoryEncoder> encoders;
  private final ItemBlocks items;
  private final @Nullable CodedItems coded; // of catalogues that do not fit a cache
  private final int width;
  private final boolean masks;
  private final Set<SequenceInput> inputs;
  private final EnsembleWeights weights;

  /**
   * Scoring of a model.
   *
   * @param encoders M, one per branch
   */
  private JavaScoring(
      ModelSpec model, List<HistoryEncoder> encoders, ItemBlocks items, EnsembleWeights weights) {
    this.encoders = List.copyOf(encoders);
    this.items = items;
    coded = items.size() < CodedItems.FEWEST ? null : CodedItems.of(items);
    this.weights = weights;
    width = model.itemEncoder().width();
    masks = model.backbone().task() instanceof SequenceTask.MaskedItem;
    inputs = Set.copyOf(model.backbone().inputs());
  }

  /**
   * Backbones as they were saved.
   *
   * @throws io.github.seqrec4j.api.DataException if the file's backbones are not those of the model
   */
  static List<HistoryEncoder> backbones(
      ModelSpec model, JavaForm form, int categories, SafeTensorsFile weights) {
    SequenceSchema sequences = model.sequences(categories);
    model.backbone().check(sequences);
    StoredWeights stored = StoredWeights.ofBackbones(weights);
    List<HistoryEncoder> encoders = new ArrayList<>();
    for (Branch branch : model.itemEncoder().branches()) {
      encoders.add(form.newEncoder(sequences, stored.of(branch)));
    }
    stored.checkAllRead();
    return encoders;
  }

  static JavaScoring of(
      ModelSpec model, List<HistoryEncoder> encoders, ItemBlocks items, EnsembleWeights weights) {
    return new JavaScoring(model, encoders, items, weights);
  }

  @Override
  public ServingEngine engine() {
    return ServingEngine.JAVA;
  }

  @Override
  public EnsembleWeights weights() {
    return weights;
  }

  @Override
  public float[] encode(Histories histories, boolean[] branches, LiveRows.@Nullable Snapshot live) {
    float[] users = new float[Math.multiplyExact(histories.batch(), encoders.size() * width)];
    IdleCores.each(
        histories.batch() * encoders.size(),
        task -> {
          int m = task % encoders.size();
          if (branches[m]) {
            float[] user =
                encoders.get(m).encode(history(histories, task / encoders.size(), m, live));
            System.arraycopy(user, 0, users, task * width, width);
          }
        });
    return users;
  }

  /** History b as branch m reads it. */
  private PackedHistory history(
      Histories histories, int b, int m, LiveRows.@Nullable Snapshot live) {
    int end = (b + 1) * histories.maxLength();
    int start = end;
    while (start > end - histories.maxLength() && histories.items()[start - 1] != 0) {
      start--;
    }
    int used = end - start;
    float[][] vectors = new float[masks ? used + 1 : used][width]; // the mask's stays zero
    for (int r = 0; r < used; r++) {
      int row = histories.items()[start + r];
      if (live == null || row <= items.size()) {
        items.copy(row, m * width, vectors[r]);
      } else {
        live.copy(row, m * width, vectors[r]);
      }
    }
    return new PackedHistory(
        vectors,
        read(SequenceInput.EVENT_TIMES)
            ? padded(Arrays.copyOfRange(histories.times(), start, end), vectors.length)
            : UNREAD,
        read(SequenceInput.REQUEST_TIMES)
            ? asked(histories, b, start, end, vectors.length)
            : UNREAD,
        read(SequenceInput.EVENT_CATEGORIES)
            ? padded(
                Arrays.stream(histories.categories(), start, end).asLongStream().toArray(),
                vectors.length)
            : UNREAD);
  }

  private boolean read(SequenceInput input) {
    return inputs.contains(input);
  }

  /** With 0 for the mask, if there is one: nothing is seen of what it hides. */
  private static long[] padded(long[] values, int length) {
    return values.length == length ? values : Arrays.copyOf(values, length);
  }

  /**
   * When each slot is asked: at the time of the event that follows, or of its own where the task
   * masks; the last one at the time of the request.
   */
  private long[] asked(Histories histories, int b, int start, int end, int length) {
    long[] asked =
        Arrays.copyOf(
            Arrays.copyOfRange(histories.times(), masks ? start : start + 1, end), length);
    asked[length - 1] = histories.requestTimes()[b];
    return asked;
  }

  @Override
  public float[] products(float[] users, int batch, int from, int to) {
    return items.products(users, batch, from, to);
  }

  @Override
  public List<TopItems> best(float[] users, int from, int to, List<Selection> selections) {
    if (coded != null && selections.size() == 1) {
      coded.select(users, from, to, selections.get(0));
    } else {
      items.select(users, from, to, selections);
    }
    int columns = encoders.size() * width;
    List<TopItems> best = new ArrayList<>();
    for (Selection selection : selections) {
      int user = best.size() * columns;
      best.add(selection.best(some -> items.products(some, users, user, from, to)));
    }
    return best;
  }

  @Override
  public float[] itemVector(int item) {
    float[] vector = new float[encoders.size() * width];
    items.copy(item, 0, vector);
    return vector;
  }

  /** Nothing is held but the heap. */
  @Override
  public void close() {}
}
