package io.github.seqrec4j.imports.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What histories are made of. A share drawn evenly would be: theme 1/10, category 1/6, shelf below
 * 1/300; the two commonest colours of a history and of a theme a good third.
 */
final class CustomersTest {

  private static final int UNSOLD = 40;
  private static final int HISTORIES = 500;

  private static List<Product> products = List.of();
  private static final List<List<Product>> histories = new ArrayList<>();

  @BeforeAll
  static void shop() {
    SplittableRandom random = new SplittableRandom(3);
    products = Shop.stock(1500, UNSOLD, random);
    Customers customers = new Customers(products);
    for (int i = 0; i < HISTORIES; i++) {
      histories.add(Arrays.stream(customers.history(random)).mapToObj(products::get).toList());
    }
  }

  @Test
  void history_holdsNothingTwiceAndNothingUnsold() {
    List<Product> unsold = products.subList(products.size() - UNSOLD, products.size());
    assertThat(unsold).allMatch(p -> p.popularity() == 0);
    assertThat(histories)
        .allSatisfy(
            history ->
                assertThat(history)
                    .hasSizeBetween(5, 30)
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(unsold));
  }

  @Test
  void nextPurchase_followsTheLast() {
    assertThat(pairs((last, next) -> last.theme() == next.theme())).isBetween(0.4, 0.8);
    assertThat(pairs((last, next) -> last.category().complements().contains(next.category())))
        .isBetween(0.5, 0.8);
    assertThat(pairs((last, next) -> last.shelf() == next.shelf())).isBetween(0.1, 0.2);
  }

  @Test
  void history_keepsToHobbiesAndLooks() {
    assertThat(twoCommonest(Product::theme, Theme.class)).isGreaterThan(0.7);
    assertThat(twoCommonest(Product::colour, Colour.class)).isGreaterThan(0.6);
    assertThat(twoCommonest(Product::style, Style.class)).isGreaterThan(0.6);
  }

  @Test
  void look_tellsNothingOfTheTheme() {
    long together =
        products.stream()
            .filter(p -> p.theme().compareTo(Theme.CAMPING) < 0)
            .filter(p -> p.colour().compareTo(Colour.BLUE) < 0)
            .count();
    assertThat(together / (double) products.size()).isBetween(0.2, 0.3); // 1/4 if independent
  }

  private static double pairs(BiPredicate<Product, Product> holds) {
    int all = 0;
    int held = 0;
    for (List<Product> history : histories) {
      for (int i = 1; i < history.size(); i++, all++) {
        held += holds.test(history.get(i - 1), history.get(i)) ? 1 : 0;
      }
    }
    return (double) held / all;
  }

  /** Share of purchases, in histories of 12 and more, with one of the two commonest values. */
  private static <E extends Enum<E>> double twoCommonest(
      Function<Product, E> value, Class<E> type) {
    long all = 0;
    long common = 0;
    for (List<Product> history : histories) {
      if (history.size() >= 12) {
        Map<E, Long> counts = new EnumMap<>(type);
        history.forEach(p -> counts.merge(value.apply(p), 1L, Long::sum));
        all += history.size();
        common +=
            counts.values().stream()
                .sorted((a, b) -> Long.compare(b, a))
                .limit(2)
                .mapToLong(Long::longValue)
                .sum();
      }
    }
    return (double) common / all;
  }
}
