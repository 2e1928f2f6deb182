package io.github.seqrec4j.imports.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes up the items: what each is, its theme, colour and pattern are drawn evenly and apart from
 * each other, so that no picture tells the theme and no title the look.
 */
final class Shop {

  // Popularity falls with the rank as (rank + offset)^-exponent: the law of Zipf and Mandelbrot.
  private static final double EXPONENT = 1.1;
  private static final double OFFSET = 30;
  private static final int SHELF = 5; // items on a shelf
  private static final List<String> QUALITIES =
      List.of("Classic", "Everyday", "Sturdy", "Handmade", "Small", "Simple", "Original", "Slim");

  private Shop() {}

  /**
   * Makes items.
   *
   * @param count how many, at least 1
   * @param unsold how many of them, the last ones, nobody buys; below {@code count}
   */
  static List<Product> stock(int count, int unsold, SplittableRandom random) {
    int[] ranks = permutation(count, random);
    int[] places = permutation(count, random);
    List<Product> products = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Category category = pick(Category.values(), random);
      Theme theme = pick(Theme.values(), random);
      products.add(
          new Product(
              String.format(Locale.ROOT, "p%04d", i + 1),
              title(category, theme, random),
              category,
              theme,
              pick(Colour.values(), random),
              pick(Style.values(), random),
              i < count - unsold ? StrictMath.pow(1 + ranks[i] / OFFSET, -EXPONENT) : 0,
              places[i] / SHELF));
    }
    return products;
  }

  private static int[] permutation(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static String title(Category category, Theme theme, SplittableRandom random) {
    String noun = pick(category.nouns(), random);
    String material = pick(category.materials(), random);
    String adjective = pick(theme.adjectives(), random);
    String purpose = pick(theme.purposes(), random);
    String quality = pick(QUALITIES, random);
    String title =
        switch (random.nextInt(5)) {
          case 0 -> material + " " + adjective + " " + noun;
          case 1 -> adjective + " " + noun + " in " + material;
          case 2 -> quality + " " + material + " " + noun + " " + purpose;
          case 3 -> noun + " " + purpose + ", " + material;
          default -> quality + " " + adjective + " " + noun + ", " + material;
        };
    return random.nextInt(3) == 0 ? title + ", " + pick(category.details(), random) : title;
  }

  private static <T> T pick(T[] from, SplittableRandom random) {
    return from[random.nextInt(from.length)];
  }

  private static <T> T pick(List<T> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }
}
