package io.github.seqrec4j.imports.demo;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Makes up histories. A customer has two hobbies and a look, for good; nobody takes an item twice.
 * Each purchase is one of
 *
 * <ul>
 *   <li>to the customer's taste: the weight of an item is its popularity times three factors, for
 *       its theme (that of the last purchase, the customer's other hobby, any other), its category
 *       (what goes with the last purchase, or not) and its look (colour and pattern liked, or not);
 *   <li>an item of the shelf from which the last purchase came;
 *   <li>anything, by popularity.
 * </ul>
 */
final class Customers {

  // What a purchase is; the rest is to taste.
  private static final double BY_SHELF = 0.1;
  private static final double BY_POPULARITY = 0.05;

  // Factors; the best fit has 1.
  private static final double OTHER_HOBBY = 0.2;
  private static final double NO_HOBBY = 0.02;
  private static final double NO_COMPLEMENT = 0.06;
  private static final double COLOUR_NOT_LIKED = 0.05;
  private static final double STYLE_NOT_LIKED = 0.1;

  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;
  private static final double MEAN_EXTRA = 5; // items beyond the shortest history, before the cut

  private final List<Product> products;
  private final double[] sums;

  /** What a customer likes, two of each. */
  private record Taste(List<Theme> hobbies, List<Colour> colours, List<Style> styles) {

    static Taste random(SplittableRandom random) {
      return new Taste(
          two(Theme.values(), random), two(Colour.values(), random), two(Style.values(), random));
    }

    private static <T> List<T> two(T[] from, SplittableRandom random) {
      int first = random.nextInt(from.length);
      int second = (first + 1 + random.nextInt(from.length - 1)) % from.length;
      return List.of(from[first], from[second]);
    }

    double look(Product product) {
      return (colours.contains(product.colour()) ? 1 : COLOUR_NOT_LIKED)
          * (styles.contains(product.style()) ? 1 : STYLE_NOT_LIKED);
    }

    /** Of a first purchase. */
    double weight(Product product) {
      double theme = hobbies.contains(product.theme()) ? 1 : NO_HOBBY;
      return product.popularity() * theme * look(product);
    }

    /** Of a purchase after another. */
    double weight(Product product, Product last) {
      double theme = NO_HOBBY;
      if (hobbies.contains(product.theme())) {
        boolean stays = product.theme() == last.theme() || !hobbies.contains(last.theme());
        theme = stays ? 1 : OTHER_HOBBY;
      }
      boolean complement = last.category().complements().contains(product.category());
      double category = complement ? 1 : NO_COMPLEMENT;
      return product.popularity() * theme * category * look(product);
    }
  }

  Customers(List<Product> products) {
    this.products = products;
    sums = new double[products.size()];
  }

  /** A new customer's history: 5 to 30 indices of products, from 0, about 10 on average. */
  int[] history(SplittableRandom random) {
    double extra = -MEAN_EXTRA * StrictMath.log(1 - random.nextDouble());
    int[] history = new int[SHORTEST + (int) Math.min(LONGEST - SHORTEST, extra)];
    Taste taste = Taste.random(random);
    BitSet taken = new BitSet();
    history[0] = choose(taste::weight, taken, random);
    for (int i = 1; i < history.length; i++) {
      taken.set(history[i - 1]);
      history[i] = next(products.get(history[i - 1]), taste, taken, random);
    }
    return history;
  }

  private int next(Product last, Taste taste, BitSet taken, SplittableRandom random) {
    double kind = random.nextDouble();
    if (kind < BY_SHELF) {
      int found = choose(p -> p.shelf() == last.shelf() ? p.popularity() : 0, taken, random);
      if (found >= 0) {
        return found;
      }
    } else if (kind >= BY_SHELF + BY_POPULARITY) {
      return choose(p -> taste.weight(p, last), taken, random);
    }
    return choose(Product::popularity, taken, random);
  }

  /** Index of an item not taken, by weight; -1 if all that have a weight are taken. */
  private int choose(ToDoubleFunction<Product> weight, BitSet taken, SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += taken.get(i) ? 0 : weight.applyAsDouble(products.get(i));
      sums[i] = sum;
    }
    double drawn = random.nextDouble() * sum;
    for (int i = 0; i < sums.length; i++) {
      if (drawn < sums[i]) {
        return i;
      }
    }
    return -1;
  }
}
