package io.github.seqrec4j.site;

import static io.github.seqrec4j.site.MessageCase.TRAIN;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Error messages, each made by the mistake that it is about. */
final class MessagePart {

  /** A configuration with a mistake on every line, shown on the page about configuration. */
  private static final String BROKEN = "site/src/main/asciidoc/_files/broken.conf";

  private final Path root;

  MessagePart(Path root) {
    this.root = root;
  }

  String write() throws IOException {
    StringBuilder page = new StringBuilder();
    for (MessageCase each : cases(Files.readString(root.resolve(BROKEN)))) {
      Path folder = Files.createTempDirectory("site");
      try {
        String transcript = each.transcript(folder.toRealPath());
        page.append(Adoc.region(each.tag(), Adoc.listing("text,role=message", transcript)));
      } finally {
        remove(folder);
      }
    }
    return page.toString();
  }

  private static List<MessageCase> cases(String broken) {
    return List.of(
        // configuration
        new MessageCase(
            "broken",
            shop -> shop.config(broken),
            "config check shop.conf",
            "did you mean 'heads'?"),
        new MessageCase(
            "no-config",
            shop -> {},
            "train --config sohp.conf --data shop --out run",
            "no such configuration file"),
        new MessageCase(
            "unknown-type",
            shop -> {},
            TRAIN + " --set seqrec4j.backbone.type=sasrc",
            "did you mean 'sasrec'?"),
        new MessageCase("no-equals", shop -> {}, TRAIN + " --set epochs", "key=value"),
        new MessageCase(
            "divide",
            shop -> {},
            TRAIN + " --set seqrec4j.backbone.sasrec.heads=3",
            "must divide width"),
        new MessageCase(
            "include",
            shop -> shop.config("include \"bse.conf\"\n"),
            "config check shop.conf",
            "cannot include 'bse.conf'"),
        new MessageCase(
            "no-dataset", shop -> {}, "train --config shop.conf --out run", "no dataset"),
        // tables
        new MessageCase(
            "no-directory",
            shop -> {},
            "train --config shop.conf --data sohp --out run",
            "no such dataset directory"),
        new MessageCase("no-items", shop -> Files.delete(shop.data("items.tsv")), TRAIN, "missing"),
        new MessageCase(
            "two-files",
            shop -> Files.copy(shop.data("items.tsv"), shop.data("items.csv")),
            TRAIN,
            "keep one of them"),
        new MessageCase(
            "no-column",
            shop -> shop.line("interactions.tsv", 1, "usr\titem\ttimestamp"),
            TRAIN,
            "no column 'user'"),
        new MessageCase(
            "fields",
            shop -> shop.line("interactions.tsv", 8, "user-2\titem-3"),
            TRAIN,
            "expected 3 fields"),
        new MessageCase(
            "unknown-item",
            shop -> shop.line("interactions.tsv", 8, "user-2\titem-99\t4"),
            TRAIN,
            "unknown item 'item-99'"),
        new MessageCase(
            "duplicate-item",
            shop -> shop.line("items.tsv", 6, "item-1\tAgain"),
            TRAIN,
            "duplicate item"),
        new MessageCase(
            "timestamp",
            shop -> shop.line("interactions.tsv", 8, "user-2\titem-3\tyesterday"),
            TRAIN,
            "yesterday"),
        new MessageCase(
            "few",
            shop -> {},
            TRAIN + " --set seqrec4j.data.minimum-interactions=40",
            "no user with at least"),
        new MessageCase(
            "utf-8",
            shop ->
                Files.write(
                    shop.data("items.tsv"),
                    "item\ttitle\nitem-1\tCaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1)),
            TRAIN,
            "UTF-8"),
        // features
        new MessageCase(
            "no-features",
            shop -> Files.delete(shop.data("features/text.npy")),
            TRAIN,
            "no features for modality"),
        new MessageCase("rows", shop -> shop.features("text", 11), TRAIN, "11 rows for 12 items"),
        new MessageCase(
            "truncated", shop -> truncate(shop.data("features/text.npy")), TRAIN, "truncated"),
        new MessageCase(
            "no-npy",
            shop -> Files.writeString(shop.data("features/text.npy"), "1.0 2.0 3.0 4.0"),
            TRAIN,
            "not a .npy file"),
        new MessageCase(
            "no-pictures", shop -> {}, "encode --data shop --modality image", "no such folder"),
        new MessageCase(
            "unknown-format",
            shop -> {},
            "import recbol downloads --out imported",
            "did you mean 'recbole'?"),
        // runs and models
        new MessageCase(
            "holds-a-run",
            shop -> Files.createDirectories(shop.data("../run/model")),
            TRAIN,
            "already holds a run"),
        new MessageCase("no-run", shop -> {}, TRAIN + " --resume", "no such run"),
        new MessageCase(
            "no-model",
            shop -> {},
            "recommend --model run/model --history item-1,item-2",
            "no such model directory"),
        new MessageCase(
            "unfinished",
            shop -> Files.createDirectories(shop.data("../run")),
            "report run",
            "a report needs a finished run"));
  }

  private static void truncate(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
