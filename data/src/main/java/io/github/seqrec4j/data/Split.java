package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.api.files.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset in three parts, each user's interactions cut twice: training before validation before
 * test. Of a user's training interactions those in windows of S+1 train; no window holds a held-out
 * position.
 */
public final class Split {

  private final Dataset dataset;
  private final SplitMethod method;
  private final Slots slots;
  private final int maxLength;
  private final int windowStride;
  private final TrainingWindows windows;
  private final SplitBounds bounds;
  private final int[] ends; // first position of each user that is in no part
  private final HeldOut validation;
  private final HeldOut test;
  private final TrainingItems items;
  private @Nullable SplitSummary summary; // made when first asked for

  Split(Dataset dataset, int maxLength, int windowStride, SplitMethod method) {
    this.dataset = dataset;
    this.method = method;
    this.maxLength = Arguments.atLeast("maxLength", maxLength, 1);
    this.windowStride = windowStride;
    slots = new Slots(dataset);
    bounds = bounds();
    windows = new TrainingWindows(bounds.validation(), dataset::isTarget, maxLength, windowStride);
    boolean ended = bounds.end().length > 0;
    ends = ended ? bounds.end() : new int[dataset.users()];
    if (!ended) {
      Arrays.setAll(ends, dataset::length);
    }
    validation =
        new HeldOut(dataset, maxLength, bounds.validation(), bounds.test(), method.targets());
    test = new HeldOut(dataset, maxLength, bounds.test(), ends, method.targets());
    checkFilled(SplitMethod.Part.VALIDATION, validation);
    checkFilled(SplitMethod.Part.TEST, test);
    items = new TrainingItems(dataset, bounds.validation(), windows);
  }

  private void checkFilled(SplitMethod.Part part, EvaluationSet set) {
    if (method.holdsOut().contains(part)) {
      slots.checkNotEmpty(Names.kebab(part.name()), set.size());
    }
  }

  private SplitBounds bounds() {
    SplitBounds made;
    try {
      made = method.split(dataset);
    } catch (DataException e) {
      throw new DataException(dataset.spec().path() + ": " + e.getMessage(), e);
    }
    try {
      made.check(dataset);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "split method '" + method.type() + "' of " + method.getClass() + ": " + e.getMessage(),
          e);
    }
    return made;
  }

  /** Number of users. */
  public int users() {
    return dataset.users();
  }

  /** S. */
  public int maxLength() {
    return maxLength;
  }

  /** Interactions between the ends of a user's windows; 0 where only the newest trains. */
  public int windowStride() {
    return windowStride;
  }

  /** Which interactions train. */
  TrainingWindows trainingWindows() {
    return windows;
  }

  /** Number of a user's training interactions, in windows or not. */
  public int trainingLength(int user) {
    return bounds.validation()[user];
  }

  /** Writes the items of a user's training interactions, in time order, from an offset on. */
  public void trainingItems(int user, int[] target, int offset) {
    dataset.items(user, 0, trainingLength(user), target, offset);
  }

  /** Number of windows, those of a user one after the other, the newest first. */
  public int windows() {
    return windows.count();
  }

  /** The user of a window. */
  int windowUser(int window) {
    return windows.user(window);
  }

  /** Writes the items of a window, left-padded with 0, to {@code target[offset..offset+S+1)}. */
  public void windowItems(int window, int[] target, int offset) {
    slots.items(windows.user(window), windows.end(window), maxLength + 1, target, offset);
  }

  /** Whether interactions have times. */
  public boolean hasTimes() {
    return dataset.hasTimes();
  }

  /**
   * Writes the times of {@link #windowItems}, in seconds since 1970, likewise.
   *
   * @throws IllegalStateException if interactions have no times
   */
  public void windowTimes(int window, long[] target, int offset) {
    slots.times(windows.user(window), windows.end(window), maxLength + 1, target, offset);
  }

  /** Names of the categories 1..C of interactions; empty where none are read. */
  public List<String> categories() {
    return dataset.categories();
  }

  /**
   * Writes the categories of {@link #windowItems}, 1..C, likewise.
   *
   * @throws IllegalStateException if no categories are read
   */
  public void windowCategories(int window, int[] target, int offset) {
    slots.categories(windows.user(window), windows.end(window), maxLength + 1, target, offset);
  }

  /**
   * Writes what the interactions of {@link #windowItems} count for as targets, 0 for those that are
   * not to be predicted, likewise.
   */
  public void windowWeights(int window, float[] target, int offset) {
    slots.weights(windows.user(window), windows.end(window), maxLength + 1, target, offset);
  }

  /** Whether all interactions are targets alike. */
  public boolean everythingIsTarget() {
    return dataset.everythingIsTarget();
  }

  /**
   * Item counts over all training interactions that are to be predicted, whatever S: what is
   * popular.
   */
  public ItemCounts trainingCounts() {
    return items.targets();
  }

  /**
   * Item counts over the slots of all windows, targets or not, and the one item of users who have
   * no more: what the items of a batch are drawn with.
   */
  public ItemCounts windowCounts() {
    return items.slots();
  }

  /** What chooses epochs and settings; empty where the method holds nothing out for it. */
  public EvaluationSet validation() {
    return validation;
  }

  /** What is reported; likewise. */
  public EvaluationSet test() {
    return test;
  }

  /** What precedes these positions of users, of which none is a target of this split. */
  HeldOut histories(int[] users, int[] positions) {
    return new HeldOut(dataset, maxLength, users, positions);
  }

  /** What the split came to, and what it may leak. */
  public synchronized SplitSummary summary() {
    SplitSummary known = summary;
    if (known == null) {
      known = summarize();
      summary = known;
    }
    return known;
  }

  private SplitSummary summarize() {
    boolean timed = dataset.hasTimes();
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < test.size(); i++) {
      earliest = Math.min(earliest, dataset.time(test.user(i), test.position(i)));
    }
    long training = 0;
    long repeated = 0;
    long after = 0;
    long tied = 0;
    for (int user = 0; user < dataset.users(); user++) {
      int trained = bounds.validation()[user];
      training += trained;
      if (timed && (isTied(user, trained) || isTied(user, bounds.test()[user]))) {
        tied++;
      }
      if (timed) {
        for (int p = trained - 1; p >= 0 && dataset.time(user, p) > earliest; p--) {
          after++;
        }
        for (int p = trained; p < ends[user]; p++) {
          repeated += dataset.isTarget(user, p) && isInAnEarlierPart(user, p) ? 1 : 0;
        }
      }
    }
    return new SplitSummary(
        method.type(),
        windows.users(),
        training,
        windows.interactions(),
        validation.size(),
        test.size(),
        test.evaluated(),
        dataset.users() - validation.evaluated(),
        dataset.users() - test.evaluated(),
        repeated,
        after,
        timed ? SplitSummary.Order.TIME : SplitSummary.Order.FILE,
        difficult(validation),
        difficult(test),
        targetCounts(),
        tied,
        hash());
  }

  /** Whether a bound of a user lies between interactions of one time. */
  private boolean isTied(int user, int bound) {
    return bound > 0
        && bound < ends[user]
        && dataset.time(user, bound - 1) == dataset.time(user, bound);
  }

  /**
   * SHA-256 of which interactions are in which part and in what order, those of one time included:
   * of the data's hash, and for each user its bounds and its items. Two runs with the same hash
   * trained and tested on the same.
   */
  private String hash() {
    MessageDigest digest = Sha256.digest();
    digest.update(dataset.hash().getBytes(StandardCharsets.UTF_8));
    for (int user = 0; user < dataset.users(); user++) {
      int[] items = dataset.history(user);
      ByteBuffer bytes = ByteBuffer.allocate((items.length + 4) * Integer.BYTES);
      bytes.putInt(items.length).putInt(bounds.validation()[user]).putInt(bounds.test()[user]);
      bytes.putInt(ends[user]);
      for (int item : items) {
        bytes.putInt(item);
      }
      digest.update(bytes.flip());
    }
    digest.update(method.targets().name().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  private SplitSummary.@Nullable TargetCounts targetCounts() {
    if (dataset.everythingIsTarget()) {
      return null;
    }
    long targets = 0;
    for (int user = 0; user < dataset.users(); user++) {
      for (int p = 0; p < dataset.length(user); p++) {
        targets += dataset.isTarget(user, p) ? 1 : 0;
      }
    }
    return new SplitSummary.TargetCounts(
        dataset.targetWords(), targets, dataset.interactions(), windows.targets());
  }

  private SplitSummary.Difficult difficult(EvaluationSet set) {
    SeenItems seen = set.seen();
    int before = 0;
    int untrained = 0;
    for (int i = 0; i < set.size(); i++) {
      seen.goTo(i);
      int target = set.target(i);
      before += seen.contains(target) ? 1 : 0;
      untrained += items.isKnown(target) ? 0 : 1;
    }
    return new SplitSummary.Difficult(before, untrained);
  }

  /** Interactions of one time stand side by side. */
  private boolean isInAnEarlierPart(int user, int position) {
    int part = position < bounds.test()[user] ? bounds.validation()[user] : bounds.test()[user];
    long time = dataset.time(user, position);
    for (int p = position - 1; p >= 0 && dataset.time(user, p) == time; p--) {
      if (p < part && dataset.item(user, p) == dataset.item(user, position)) {
        return true;
      }
    }
    return false;
  }
}
