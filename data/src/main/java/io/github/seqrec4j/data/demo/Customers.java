package io.github.seqrec4j.data.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Makes up histories. The first item is to the customer's taste in themes; each later one follows
 * from those before: a complement in the same or the next theme, the colour and pattern of one of
 * the last two, the partner of the last, or anything popular. Nobody takes an item twice.
 */
@SuppressWarnings("EnumOrdinal") // dense tables, built anew on every run
final class Customers {

  private static final double BY_THEME = 0.45;
  private static final double BY_LOOK = 0.30;
  private static final double BY_LINK = 0.15; // the rest by popularity
  private static final double SAME_THEME = 0.6; // else the next one
  private static final double LIKED = 2; // times the weight, for each thing to the taste
  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;
  private static final double MEAN_EXTRA = 6.9;

  private final List<Product> products;
  private final List<List<List<Integer>>> byThemeCategory;
  private final List<List<List<Integer>>> byColourStyle;
  private final double[] cumulative;
  private final int[] candidates;
  private final double[] sums;

  /** What a customer likes. */
  private record Taste(List<Theme> themes, List<Colour> colours, List<Style> styles) {
    static Taste random(SplittableRandom random) {
      return new Taste(
          two(Theme.values(), random), two(Colour.values(), random), two(Style.values(), random));
    }

    private static <T> List<T> two(T[] from, SplittableRandom random) {
      int first = random.nextInt(from.length);
      int second = (first + 1 + random.nextInt(from.length - 1)) % from.length;
      return List.of(from[first], from[second]);
    }

    double theme(Product product) {
      return product.popularity() * (themes.contains(product.theme()) ? LIKED : 1);
    }

    double look(Product product) {
      return product.popularity()
          * (colours.contains(product.colour()) ? LIKED : 1)
          * (styles.contains(product.style()) ? LIKED : 1);
    }
  }

  Customers(List<Product> products) {
    this.products = products;
    byThemeCategory = table(Theme.values().length, Category.values().length);
    byColourStyle = table(Colour.values().length, Style.values().length);
    cumulative = new double[products.size()];
    candidates = new int[products.size()];
    sums = new double[products.size()];
    double sum = 0;
    for (int i = 0; i < products.size(); i++) {
      Product product = products.get(i);
      ofUse(product.theme(), product.category()).add(i);
      ofLook(product.colour(), product.style()).add(i);
      sum += product.popularity();
      cumulative[i] = sum;
    }
  }

  private static List<List<List<Integer>>> table(int rows, int columns) {
    List<List<List<Integer>>> table = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      List<List<Integer>> row = new ArrayList<>();
      for (int c = 0; c < columns; c++) {
        row.add(new ArrayList<>());
      }
      table.add(row);
    }
    return table;
  }

  private List<Integer> ofUse(Theme theme, Category category) {
    return byThemeCategory.get(theme.ordinal()).get(category.ordinal());
  }

  private List<Integer> ofLook(Colour colour, Style style) {
    return byColourStyle.get(colour.ordinal()).get(style.ordinal());
  }

  /** A new customer's history: 5 to 30 indices of products, from 0, about 11 on average. */
  int[] history(SplittableRandom random) {
    double extra = -MEAN_EXTRA * StrictMath.log(1 - random.nextDouble());
    int[] history = new int[SHORTEST + (int) Math.min(LONGEST - SHORTEST, extra)];
    BitSet taken = new BitSet();
    Taste taste = Taste.random(random);
    for (int i = 0; i < history.length; i++) {
      int next = i == 0 ? first(taste, random) : follow(history, i, taste, taken, random);
      history[i] = next < 0 ? popular(taken, random) : next;
      taken.set(history[i]);
    }
    return history;
  }

  private int first(Taste taste, SplittableRandom random) {
    Theme theme = taste.themes.get(random.nextInt(2));
    return choose(byThemeCategory.get(theme.ordinal()), taste::look, new BitSet(), random);
  }

  /** What comes after the first {@code size} items, or -1 if what was looked for is all taken. */
  private int follow(int[] history, int size, Taste taste, BitSet taken, SplittableRandom random) {
    Product last = products.get(history[size - 1]);
    double kind = random.nextDouble();
    if (kind < BY_THEME) {
      Theme theme = random.nextDouble() < SAME_THEME ? last.theme() : last.theme().next();
      List<List<Integer>> lists =
          last.category().complements().stream().map(c -> ofUse(theme, c)).toList();
      return choose(lists, taste::look, taken, random);
    }
    if (kind < BY_THEME + BY_LOOK) {
      Product other = size < 2 ? last : products.get(history[size - 2]);
      List<List<Integer>> lists = new ArrayList<>();
      lists.add(ofLook(last.colour(), last.style()));
      if (last.colour() != other.colour()) {
        lists.add(ofLook(other.colour(), last.style()));
      }
      if (last.style() != other.style()) {
        lists.add(ofLook(last.colour(), other.style()));
      }
      return choose(lists, taste::theme, taken, random);
    }
    if (kind < BY_THEME + BY_LOOK + BY_LINK) {
      return taken.get(last.partner()) ? -1 : last.partner();
    }
    return -1;
  }

  /** One of some items not taken, by weight, or -1 if there is none. */
  private int choose(
      List<List<Integer>> lists,
      ToDoubleFunction<Product> weight,
      BitSet taken,
      SplittableRandom random) {
    int count = 0;
    double sum = 0;
    for (List<Integer> list : lists) {
      for (int candidate : list) {
        if (!taken.get(candidate)) {
          sum += weight.applyAsDouble(products.get(candidate));
          candidates[count] = candidate;
          sums[count++] = sum;
        }
      }
    }
    return count == 0 ? -1 : candidates[draw(sums, count, random)];
  }

  private int popular(BitSet taken, SplittableRandom random) {
    while (true) {
      int drawn = draw(cumulative, cumulative.length, random);
      if (!taken.get(drawn)) {
        return drawn;
      }
    }
  }

  /** Index of a stretch of growing sums, each as likely as it is long. */
  private static int draw(double[] sums, int count, SplittableRandom random) {
    int found = Arrays.binarySearch(sums, 0, count, random.nextDouble() * sums[count - 1]);
    return Math.min(count - 1, found < 0 ? -found - 1 : found + 1);
  }
}
