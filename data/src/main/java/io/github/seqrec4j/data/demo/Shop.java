package io.github.seqrec4j.data.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Makes up the items. */
final class Shop {

  private static final double ZIPF_EXPONENT = 0.8;
  private static final double COLOUR_TOLD = 0.12;
  private static final List<String> QUALITIES =
      List.of("Classic", "Everyday", "Sturdy", "Handmade", "Small", "Simple", "Original", "Slim");

  private Shop() {}

  /**
   * Makes items.
   *
   * @param count how many, at least 2
   */
  static List<Product> stock(int count, SplittableRandom random) {
    int[] ranks = permutation(count, random);
    int[] partners = partners(count, random);
    List<Product> products = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Category category = pick(Category.values(), random);
      Theme theme = pick(Theme.values(), random);
      Colour colour = pick(Colour.values(), random);
      products.add(
          new Product(
              String.format(Locale.ROOT, "p%04d", i + 1),
              title(category, theme, colour, random),
              category,
              theme,
              colour,
              pick(Style.values(), random),
              StrictMath.pow(ranks[i] + 1, -ZIPF_EXPONENT),
              partners[i]));
    }
    return products;
  }

  /** One circle through all items, so that none is its own partner. */
  private static int[] partners(int count, SplittableRandom random) {
    int[] circle = permutation(count, random);
    int[] partners = new int[count];
    for (int i = 0; i < count; i++) {
      partners[circle[i]] = circle[(i + 1) % count];
    }
    return partners;
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

  private static String title(
      Category category, Theme theme, Colour colour, SplittableRandom random) {
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
    if (random.nextDouble() < COLOUR_TOLD) {
      title += (title.contains(" in ") ? ", " : " in ") + colour.words();
    }
    return random.nextInt(3) == 0 ? title + ", " + pick(category.details(), random) : title;
  }

  private static <T> T pick(T[] from, SplittableRandom random) {
    return from[random.nextInt(from.length)];
  }

  private static <T> T pick(List<T> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }
}
