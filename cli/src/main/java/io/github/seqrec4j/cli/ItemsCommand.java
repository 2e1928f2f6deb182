package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.BundleItems;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec items}. */
@Command(
    name = "items",
    description = "Changes the items of a trained model; trains nothing.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "add | retire",
    subcommands = {ItemsAddCommand.class, ItemsCommand.Retire.class})
final class ItemsCommand {

  ItemsCommand() {}

  /** {@code seqrec items retire}. */
  @Command(
      name = "retire",
      description = {
        "Writes a model that no longer recommends some items.",
        "Histories may go on naming them, and a later training keeps what was learned of them."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example: ./seqrec items retire --model runs/shop/model --item B0001,B0002 --out runs/m2"
      })
  static final class Retire implements Callable<Integer> {

    @Mixin private ModelOption model = new ModelOption();

    @Option(
        names = "--item",
        required = true,
        paramLabel = "ITEM[,ITEM...]",
        parameterConsumer = ItemList.AnyText.class,
        description = "Items to retire. May be repeated.")
    private List<String> items = List.of();

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Model directory to write; it must not exist.")
    private Path out = Path.of("");

    @Spec private @Nullable CommandSpec command;

    Retire() {}

    @Override
    public Integer call() {
      List<String> retired = ItemList.of("--item", items, Set.of());
      if (retired.isEmpty()) {
        throw new UsageException("--item names no item");
      }
      BundleItems.write(model.path(), out, changes -> changes.retire(retired));
      Console console = Console.of(command);
      console.out().printf("%s: %d items retired%n", out, retired.size());
      console.out().flush();
      return 0;
    }
  }
}
