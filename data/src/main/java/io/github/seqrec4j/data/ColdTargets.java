package io.github.seqrec4j.data;

import java.util.List;

/** Interactions with cold items, each with what its user did before with other items. */
final class ColdTargets implements EvaluationSet {

  private final HeldOut histories; // of the same users and positions
  private final Dataset all;
  private final int known;
  private final List<Target> targets;

  /**
   * An interaction to be found.
   *
   * @param user in the dataset without cold items
   * @param position there: how many interactions of the user precede it
   * @param item N+1..N+C
   * @param userInAll user in the dataset with them
   * @param positionInAll position there
   */
  record Target(int user, int position, int item, int userInAll, int positionInAll) {}

  ColdTargets(Split split, Dataset all, List<Target> targets) {
    this.targets = List.copyOf(targets);
    this.all = all;
    known = split.trainingCounts().items();
    histories =
        split.histories(
            targets.stream().mapToInt(Target::user).toArray(),
            targets.stream().mapToInt(Target::position).toArray());
  }

  @Override
  public int size() {
    return targets.size();
  }

  @Override
  public int user(int i) {
    return targets.get(i).user();
  }

  @Override
  public void history(int i, int[] target, int offset) {
    histories.history(i, target, offset);
  }

  @Override
  public int target(int i) {
    return targets.get(i).item();
  }

  @Override
  public boolean hasTimes() {
    return all.hasTimes();
  }

  @Override
  public void historyTimes(int i, long[] target, int offset) {
    histories.historyTimes(i, target, offset);
  }

  @Override
  public long targetTime(int i) {
    return all.seconds(targets.get(i).userInAll(), targets.get(i).positionInAll());
  }

  @Override
  public List<String> categories() {
    return all.categories();
  }

  @Override
  public void historyCategories(int i, int[] target, int offset) {
    histories.historyCategories(i, target, offset);
  }

  @Override
  public int targetCategory(int i) {
    return all.category(targets.get(i).userInAll(), targets.get(i).positionInAll());
  }

  @Override
  public SeenItems seen() {
    SeenItems walk = histories.seen();
    return new SeenItems() {
      @Override
      public void goTo(int i) {
        walk.goTo(i);
      }

      @Override
      public int size() {
        return walk.size();
      }

      @Override
      public int item(int n) {
        return walk.item(n);
      }

      @Override
      public boolean contains(int item) {
        return item <= known && walk.contains(item);
      }
    };
  }
}
