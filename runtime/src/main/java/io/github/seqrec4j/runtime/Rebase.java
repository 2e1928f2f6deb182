package io.github.seqrec4j.runtime;

import io.github.seqrec4j.runtime.ItemChange.Put;
import io.github.seqrec4j.runtime.ItemChange.Restore;
import io.github.seqrec4j.runtime.ItemChange.Retire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change to one bundle is to another, which may have learned of it. */
final class Rebase {

  private Rebase() {}

  /**
   * The change to be made to a bundle: of items that came, those that it does not have; of items
   * that went, those that it has or that came; none back that the new bundle retired.
   *
   * @param bundle its own items
   * @param now its items with the changes before this one
   * @return null where nothing is left to do
   */
  static @Nullable ItemChange onto(CatalogueView bundle, CatalogueView now, ItemChange change) {
    if (change instanceof Put put) {
      List<NewItem> left =
          put.items().stream().filter(item -> bundle.index(item.id()) == 0).toList();
      return left.isEmpty() ? null : new Put(left);
    }
    if (change instanceof Retire retire) {
      List<String> left = retire.items().stream().filter(now::offers).toList();
      return left.isEmpty() ? null : new Retire(left);
    }
    if (change instanceof Restore restore) {
      List<String> left =
          restore.items().stream()
              .filter(item -> bundle.offers(item) && !now.offers(item))
              .toList();
      return left.isEmpty() ? null : new Restore(left);
    }
    throw new AssertionError(change);
  }
}
