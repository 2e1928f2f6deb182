package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.encode.EncodeSection;
import io.github.seqrec4j.encode.EncodeSpec;
import io.github.seqrec4j.runtime.BundleItems;
import io.github.seqrec4j.runtime.NewItem;
import io.github.seqrec4j.training.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec items add}. */
@Command(
    name = "add",
    description = {
      "Writes a model that recommends new items too, by their content; trains nothing.",
      "Features are made by the encoders of the configuration, which must be those of the training,"
          + " or read from --features."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./seqrec items add --model runs/shop/model --items new.tsv --out runs/shop/model-2",
      "  ./seqrec items add --model runs/shop/model --items new.tsv --images pictures \\",
      "    --template '{title}. {brand}' --out runs/shop/model-2",
      "  ./seqrec items add --model runs/shop/model --items new.csv --features new-features \\",
      "    --out runs/shop/model-2"
    })
final class ItemsAddCommand implements Callable<Integer> {

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--items",
      required = true,
      paramLabel = "FILE",
      description = "Items, a table with the columns of the training's items file.")
  private Path items = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Model directory to write; it must not exist.")
  private Path out = Path.of("");

  @Option(
      names = "--features",
      paramLabel = "DIR",
      description = {
        "Folder of feature files, MODALITY.npy, a row for each line of the items file; what it",
        "does not hold is encoded."
      })
  private @Nullable Path features;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Folder of pictures, named after their items.")
  private @Nullable Path images;

  @Option(
      names = "--template",
      paramLabel = "TEXT",
      description = "Text of an item, columns of the items file in braces; by default its title.")
  private @Nullable String template;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file, of which seqrec4j.encode is read.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Sets an option, for instance --set seqrec4j.encode.text.encoder.type=transformer.",
        "May be repeated."
      })
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--replace",
      description = "Items that the model has are given the new content; else they are refused.")
  private boolean replace;

  @Spec private @Nullable CommandSpec command;

  ItemsAddCommand() {}

  @Override
  public Integer call() {
    Console console = Console.of(command);
    BundleItems.write(
        model.path(),
        out,
        changes -> {
          NewItems read =
              NewItems.read(
                  items,
                  RunSpec.ofBundle(model.path()).data(),
                  encode(),
                  changes.modalities(),
                  features,
                  images);
          checkNew(read.items(), changes);
          changes.put(read.items());
          read.features()
              .forEach(
                  (modality, count) ->
                      console.say(
                          "%s: features of %d of %d items", modality, count, read.items().size()));
          console.out().printf("%s: %d items added%n", out, read.items().size());
        });
    console.out().flush();
    return 0;
  }

  private void checkNew(List<NewItem> given, BundleItems changes) {
    List<String> known = given.stream().map(NewItem::id).filter(changes::knows).toList();
    if (!known.isEmpty() && !replace) {
      throw new UsageException(
          items
              + ": the model has "
              + known.size()
              + " of the items already: "
              + known.stream().limit(3).collect(Collectors.joining(", "))
              + (known.size() > 3 ? " ..." : "")
              + "; take them out, or give them new content (--replace)");
    }
  }

  private EncodeSpec encode() {
    List<String> overrides = new ArrayList<>(set);
    if (template != null) {
      overrides.add(RunSpec.ROOT + ".encode." + Modality.TEXT + ".template=" + template);
    }
    ConfigSource source =
        config == null
            ? ConfigSource.parse(RunSpec.ROOT + " {}", "command line", RunSpec.ROOT, overrides)
            : ConfigSource.load(config, RunSpec.ROOT, overrides);
    return source.section(RunSpec.ROOT, EncodeSection.KEY, EncodeSpec.class);
  }
}
