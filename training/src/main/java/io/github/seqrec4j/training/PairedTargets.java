package io.github.seqrec4j.training;

import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.SeenItems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two items of each user after the same history, that of the first: the first target of one set and
 * the first of another.
 *
 * @param first the targets of the one set
 * @param second those of the other
 */
record PairedTargets(EvaluationSet first, EvaluationSet second) {

  /** Of the users who have a target in both. */
  static PairedTargets of(EvaluationSet one, EvaluationSet other) {
    Map<Integer, Integer> targets = new HashMap<>(); // of the other, by user
    for (int i = 0; i < other.size(); i++) {
      targets.putIfAbsent(other.user(i), other.target(i));
    }
    List<Integer> places = new ArrayList<>(); // in the one
    for (int i = 0; i < one.size(); i++) {
      boolean isFirst = i == 0 || one.user(i) != one.user(i - 1);
      if (isFirst && targets.containsKey(one.user(i))) {
        places.add(i);
      }
    }
    int[] own = places.stream().mapToInt(one::target).toArray();
    int[] others = places.stream().mapToInt(i -> targets.get(one.user(i))).toArray();
    int[] at = places.stream().mapToInt(Integer::intValue).toArray();
    return new PairedTargets(new Of(one, at, own), new Of(one, at, others));
  }

  /** Histories of some places of a set, and any targets. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Of(EvaluationSet set, int[] places, int[] targets) implements EvaluationSet {

    @Override
    public int size() {
      return places.length;
    }

    @Override
    public int user(int i) {
      return set.user(places[i]);
    }

    @Override
    public void history(int i, int[] target, int offset) {
      set.history(places[i], target, offset);
    }

    @Override
    public int target(int i) {
      return targets[i];
    }

    @Override
    public boolean hasTimes() {
      return set.hasTimes();
    }

    @Override
    public void historyTimes(int i, long[] target, int offset) {
      set.historyTimes(places[i], target, offset);
    }

    @Override
    public long targetTime(int i) {
      return set.targetTime(places[i]);
    }

    @Override
    public List<String> categories() {
      return set.categories();
    }

    @Override
    public void historyCategories(int i, int[] target, int offset) {
      set.historyCategories(places[i], target, offset);
    }

    @Override
    public int targetCategory(int i) {
      return set.targetCategory(places[i]);
    }

    @Override
    public SeenItems seen() {
      SeenItems walk = set.seen();
      return new SeenItems() {
        @Override
        public void goTo(int i) {
          walk.goTo(places[i]);
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
          return walk.contains(item);
        }
      };
    }
  }
}
