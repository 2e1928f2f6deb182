package io.github.seqrec4j.cli.report;

import com.google.gson.JsonObject;
import io.github.seqrec4j.data.SplitSummary;
import io.github.seqrec4j.training.RunRecord;
import io.github.seqrec4j.training.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Fills the template {@code report.html}. All text enters as text nodes of a document tree, so that
 * no name and no value can become markup.
 */
final class ReportPage {

  /** Names of folders that hold data of anything. */
  private static final Set<String> VAGUE = Set.of("data", "dataset", "datasets");

  private final RunRecord run;
  private final @Nullable String heading;
  private final Document page;

  private ReportPage(RunRecord run, @Nullable String heading) {
    this.run = run;
    this.heading = heading;
    page = PageResource.page("report.html");
  }

  /**
   * The page of a run.
   *
   * @param heading title of the page, or null for the run's own, or else one made of what it is
   * @param obstacle why figures cannot be drawn here, or null if they can; the page then says so
   *     and shows the table of epochs in their place
   */
  static String of(RunRecord run, @Nullable String heading, @Nullable String obstacle) {
    ReportPage page = new ReportPage(run, heading);
    page.fill(obstacle);
    return page.page.outerHtml();
  }

  private void fill(@Nullable String obstacle) {
    RunRecord.Metrics metrics = run.metrics();
    List<String> headline =
        HeadlineMetrics.of(metrics.result().values().iterator().next().keySet());
    title(metrics);
    Headline.fill(part("headline"), run, headline);
    Curves curves = new Curves(run, headline);
    if (obstacle == null) {
      curves.draw(part("figures"));
    } else {
      part("figures")
          .appendElement("p")
          .text(
              "No figures: this Java found no fonts to draw with ("
                  + obstacle
                  + "). Install fontconfig and a font, then rebuild this page with the last command"
                  + " below. The table holds the same numbers.");
      page.expectFirst("details:has(#epochs)").attr("open", true);
    }
    curves.tabulate(part("epochs"), headline);
    MetricTables.test(part("test"), metrics);
    MetricTables.validation(part("validation"), metrics);
    cold(metrics.cold());
    data(part("data"), metrics.data());
    ConfigTable.fill(part("config"), "", metrics.config());
    environment(part("environment"), metrics);
    commands(part("commands"));
  }

  /** The section of what training never saw, which goes where nothing is to be told. */
  private void cold(TrainingReport.@Nullable Cold cold) {
    if (cold == null || cold.targets() == 0) {
      part("cold").remove();
      return;
    }
    part("cold-summary")
        .text(
            Numbers.count(cold.items())
                + " items were held out of training entirely, and "
                + Numbers.count(cold.removed())
                + " interactions with them. "
                + Numbers.count(cold.targets())
                + " of these, behind all that their users were trained on, are to be found by content:"
                + " the ID has no branch here, known items are scored by content too.");
    MetricTables.cold(part("cold-all"), cold.all(), cold.allErrors());
    MetricTables.cold(part("cold-among"), cold.among(), cold.amongErrors());
  }

  private Element part(String id) {
    return page.expectFirst("#" + id);
  }

  private void title(RunRecord.Metrics metrics) {
    JsonObject config = metrics.config();
    String encoder = ConfigTable.value(config, "item-encoder", "type");
    String backbone = ConfigTable.value(config, "backbone", "type");
    String modalities = ConfigTable.value(config, "item-encoder", encoder, "modalities");
    String title =
        heading != null
            ? heading
            : metrics.title() != null
                ? metrics.title()
                : backbone
                    + (modalities.equals(Numbers.NONE) ? "" : " with " + listed(modalities))
                    + " on "
                    + dataName(ConfigTable.value(config, "data", "path"))
                    + runName();
    page.title(title + ": training run");
    part("title").text(title);
    part("summary")
        .text(
            "Item encoder "
                + encoder
                + ", distillation "
                + ConfigTable.value(config, "distillation", "type")
                + "; "
                + metrics.lastEpoch()
                + (metrics.lastEpoch() == 1 ? " epoch" : " epochs")
                + ", seed "
                + metrics.seed()
                + ".");
  }

  /** A list in JSON as words. */
  private static String listed(String json) {
    return json.replaceAll("[\\[\\]\"]", "").replace(",", ", ");
  }

  /** The last folder of a path that says more than that there is data in it. */
  static String dataName(String path) {
    String[] names = path.split("[/\\\\]+", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      String name = names[i];
      if (!name.isEmpty() && !VAGUE.contains(name.toLowerCase(Locale.ROOT))) {
        return name;
      }
    }
    return path;
  }

  /** The folder of the run, which tells it from others of the same model and data. */
  private String runName() {
    Path name = run.directory().toAbsolutePath().normalize().getFileName();
    return name == null ? "" : ": " + name;
  }

  private static void data(Element table, RunRecord.Data data) {
    DefinitionTable.row(table, "users", Numbers.count(data.users()));
    DefinitionTable.row(table, "items", Numbers.count(data.items()));
    DefinitionTable.row(table, "interactions", Numbers.count(data.interactions()));
    Long read = data.interactionsRead();
    if (read != null) {
      DefinitionTable.row(table, "lines read", Numbers.count(read));
    }
    left(table, "rejected", data.rejected());
    left(table, "dropped", data.dropped());
    SplitSummary split = data.split();
    if (split != null) {
      DefinitionTable.row(table, "split", split.toString());
      if (split.hash() != null) {
        DefinitionTable.row(table, "SHA-256 of the split", split.hash());
      }
      if (split.targets() != null) {
        DefinitionTable.row(table, "targets", split.targets().toString());
      }
    }
    if (data.warnings() != null) {
      data.warnings().forEach(warning -> DefinitionTable.row(table, "note", warning));
    }
    DefinitionTable.row(table, "SHA-256", data.hash());
  }

  private static void left(Element table, String what, @Nullable Map<String, Long> counts) {
    if (counts != null) {
      counts.forEach(
          (reason, count) ->
              DefinitionTable.row(table, what + ", " + reason, Numbers.count(count)));
    }
  }

  private static void environment(Element table, RunRecord.Metrics metrics) {
    DefinitionTable.row(table, "seed", String.valueOf(metrics.seed()));
    metrics.environment().forEach((name, value) -> DefinitionTable.row(table, name, value));
  }

  private void commands(Element list) {
    Path model = run.directory().resolve("model");
    String again = run.directory() + "-again";
    command(
        list,
        "Train again; the same seed on the same machine gives the same weights",
        "./seqrec train --config " + quoted(model.resolve("model.conf").toString()),
        "--out " + quoted(again));
    command(list, "Evaluate the model", "./seqrec evaluate --model " + quoted(model.toString()));
    command(list, "Rebuild this page", "./seqrec report " + quoted(run.directory().toString()));
  }

  private static void command(Element list, String purpose, String... words) {
    list.appendElement("dt").text(purpose);
    list.appendElement("dd").appendElement("code").text(String.join(" ", words));
  }

  /** A word for a POSIX shell. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
