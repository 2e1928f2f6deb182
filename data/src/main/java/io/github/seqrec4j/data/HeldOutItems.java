package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.files.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The items that a dataset holds out of training entirely ({@link ColdSpec}), as items are new that
 * a shop lists tomorrow. The dataset is then that of the others: neither its catalogue nor any
 * history, count, feature or candidate holds a cold item. What is left of them is here: their
 * content, and what users did with them after all that is trained on.
 *
 * <p>Items are numbered 1..N as in the dataset, the cold ones N+1..N+C behind them.
 */
public final class HeldOutItems {

  private final Dataset all;
  private final int[] order; // index in all of items 0..N+C
  private final int known; // N
  private final KeptInteractions kept;

  private HeldOutItems(Dataset all, int[] order, int known, KeptInteractions kept) {
    this.all = all;
    this.order = order;
    this.known = known;
    this.kept = kept;
  }

  /**
   * The dataset without its cold items, which owns the other.
   *
   * @throws DataException if the share is so small that it is no item, or so large that nothing is
   *     left
   */
  static Dataset without(Dataset all) {
    BitSet cold = choose(all);
    int[] order =
        IntStream.concat(
                IntStream.rangeClosed(0, all.items()).filter(item -> !cold.get(item)),
                cold.stream())
            .toArray();
    int known = all.items() - cold.cardinality();
    int[] index = new int[all.items() + 1];
    for (int item = 1; item <= known; item++) {
      index[order[item]] = item;
    }
    KeptInteractions kept = new KeptInteractions(all.log(), index);
    if (kept.users() == 0) {
      throw new DataException(
          all.spec().path()
              + ": no interaction is left without the cold items; lower"
              + " seqrec4j.data.cold-items.share");
    }
    int[] warm = Arrays.copyOf(order, known + 1);
    Map<Modality, FeatureStore> features = new LinkedHashMap<>();
    all.modalities().stream()
        .sorted(Comparator.comparing(Modality::name))
        .forEach(m -> features.put(m, new ArrangedFeatureStore(all.features(m), warm)));
    List<String> ids = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (int item = 1; item <= known; item++) {
      ids.add(all.itemId(order[item]));
      titles.add(all.title(order[item]));
    }
    return new Dataset(
        all.directory(),
        all.spec(),
        new ItemTable(ids, titles),
        new Dataset.Content(kept, features, hash(all), all.summary()),
        new HeldOutItems(all, order, known, kept));
  }

  private static String hash(Dataset all) {
    ColdSpec spec = all.spec().coldItems();
    String text = all.hash() + "\ncold items " + spec.share() + " by " + spec.seed();
    return Sha256.ofText(text);
  }

  /** Of the items with interactions those of the first lots. */
  private static BitSet choose(Dataset all) {
    BitSet met = new BitSet();
    for (int user = 0; user < all.users(); user++) {
      for (int item : all.history(user)) {
        met.set(item);
      }
    }
    ColdSpec spec = all.spec().coldItems();
    int count = (int) (spec.share() * met.cardinality());
    if (count == 0) {
      throw new DataException(
          all.spec().path()
              + ": seqrec4j.data.cold-items.share = "
              + spec.share()
              + " of "
              + met.cardinality()
              + " items with interactions is none; raise it, or set it to 0");
    }
    record Lot(String lot, int item) {}
    BitSet cold = new BitSet();
    met.stream()
        .mapToObj(item -> new Lot(lot(spec.seed(), all.itemId(item)), item))
        .sorted(Comparator.comparing(Lot::lot))
        .limit(count)
        .forEach(lot -> cold.set(lot.item()));
    return cold;
  }

  private static String lot(long seed, String item) {
    return Sha256.ofText(seed + "\n" + item);
  }

  /** N, items that are trained on. */
  public int known() {
    return known;
  }

  /** C, items that are held out. */
  public int count() {
    return order.length - 1 - known;
  }

  /** Interactions that were taken out with them. */
  public long removed() {
    return all.interactions() - kept.start(kept.users());
  }

  /**
   * Identifier of a cold item.
   *
   * @param item N+1..N+C
   */
  public String itemId(int item) {
    return all.itemId(order[item]);
  }

  /**
   * Features of all items, 1..N and N+1..N+C.
   *
   * @throws DataException if there are none of the modality
   */
  public FeatureStore features(Modality modality) {
    return new ArrangedFeatureStore(all.features(modality), order);
  }

  /**
   * The interactions with cold items that are to be found: held out by the split of all
   * interactions, and behind everything of their user that trains. The history of each is what the
   * user did before it, without cold items.
   *
   * @param split of the dataset without the cold items
   */
  public EvaluationSet targets(Split split) {
    SplitBounds bounds = all.spec().split().split(all);
    List<ColdTargets.Target> targets = new ArrayList<>();
    for (int user = 0; user < split.users(); user++) {
      int inAll = kept.userInAll(user);
      int before = 0; // interactions of the user with other items
      int end = bounds.end().length == 0 ? all.length(inAll) : bounds.end()[inAll];
      for (int p = 0; p < end; p++) {
        int item = coldNumber(all.item(inAll, p));
        if (item == 0) {
          before++;
        } else if (p >= bounds.validation()[inAll]
            && before >= Math.max(1, split.trainingLength(user))
            && all.isTarget(inAll, p)) {
          targets.add(new ColdTargets.Target(user, before, item, inAll, p));
        }
      }
    }
    return new ColdTargets(split, all, targets);
  }

  /** N+1..N+C of a cold item, 0 of another. */
  private int coldNumber(int inAll) {
    return Math.max(0, Arrays.binarySearch(order, known + 1, order.length, inAll)); // it ascends
  }

  /** One line for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d of %,d items are held out of training, and %,d of %,d interactions with them",
        count(),
        all.items(),
        removed(),
        all.interactions());
  }
}
