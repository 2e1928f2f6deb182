package io.github.seqrec4j.cli;

import com.google.gson.GsonBuilder;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.RecommendOptions;
import io.github.seqrec4j.api.RecommendOptions.Scores;
import io.github.seqrec4j.api.RecommendOptions.Seen;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec recommend}. */
@Command(
    name = "recommend",
    description = "Recommends items to a user of the training data, or to anyone by a history.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: ./seqrec recommend --model runs/demo/odmt/model --user u0001 -k 5"})
final class RecommendCommand implements Callable<Integer> {

  /** With its blanks, outside of quotes. */
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*(?=([^\"]*\"[^\"]*\")*[^\"]*$)");

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Model directory, DIR/model of a run.")
  private Path model = Path.of("");

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Who who = new Who();

  /** A known user or a history. */
  static final class Who {
    @Option(names = "--user", required = true, paramLabel = "ID", description = "A known user.")
    private @Nullable String user;

    @Option(
        names = "--history",
        required = true,
        paramLabel = "ITEM[,ITEM...]",
        description = {
          "Items, oldest first, separated by commas. May be repeated.",
          "An item with a comma is given on its own, or in double quotes."
        })
    private @Nullable List<String> history;

    Who() {}
  }

  @Option(
      names = "-k",
      defaultValue = "10",
      paramLabel = "N",
      description = "Number of items; default 10.")
  private int k = 10;

  @Option(names = "--include-seen", description = "Items of the history may come back.")
  private boolean includeSeen;

  @Option(names = "--branches", description = "Show the score of each branch as well.")
  private boolean branches;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec command;

  RecommendCommand() {}

  @Override
  public Integer call() {
    if (k < 1) {
      throw new UsageException("-k must be at least 1: " + k);
    }
    RecommendOptions options =
        new RecommendOptions(
            includeSeen ? Seen.INCLUDE : Seen.EXCLUDE,
            branches ? Scores.BRANCHES : Scores.ENSEMBLE);
    PrintWriter out = Console.of(command).out();
    try (SequentialRecommender recommender = SequentialRecommender.load(model)) {
      List<String> history = history(recommender);
      List<Recommendation> found = recommender.recommend(history, k, options);
      if (json) {
        out.println(json(recommender, found));
      } else {
        print(recommender, history, found, out);
      }
      out.flush();
    }
    return 0;
  }

  /** What the request is answered by, each item known to the model. */
  private List<String> history(SequentialRecommender recommender) {
    String user = who.user;
    if (user != null) {
      Set<String> users = Set.copyOf(recommender.users());
      if (!users.contains(user)) {
        throw new UsageException(
            unknown("--user", "user", user, users)
                + "; users with fewer interactions than seqrec4j.data.minimum-interactions are"
                + " left out; --history answers anyone");
      }
      return recommender.history(user);
    }
    Set<String> items = Set.copyOf(recommender.items());
    List<String> history = new ArrayList<>();
    for (String given : who.history == null ? List.<String>of() : who.history) {
      history.addAll(items.contains(given) ? List.of(given) : listed(given));
    }
    List<String> problems =
        history.stream()
            .filter(item -> !items.contains(item))
            .map(item -> unknown("--history", "item", item, items))
            .toList();
    if (!problems.isEmpty()) {
      throw new UsageException(String.join(System.lineSeparator(), problems));
    }
    return history;
  }

  /** The items of a list, written as a line of CSV is. */
  private static List<String> listed(String list) {
    List<String> items = new ArrayList<>();
    try {
      CsvReader.builder()
          .ofCsvRecord(COMMA.matcher(list.strip()).replaceAll(","))
          .forEach(line -> items.addAll(line.getFields()));
    } catch (CsvParseException e) {
      throw new UsageException("--history: '" + list + "': " + e.getMessage(), e);
    }
    if (items.isEmpty() || items.contains("")) {
      throw new UsageException("--history: an empty item in '" + list + "'");
    }
    return items;
  }

  private static String unknown(String option, String what, String name, Set<String> known) {
    return option
        + ": unknown "
        + what
        + " '"
        + name
        + "'"
        + Names.nearest(name, known).map(near -> "; did you mean '" + near + "'?").orElse("")
        + "; the model knows "
        + known.size()
        + " "
        + what
        + "s";
  }

  private static String json(SequentialRecommender recommender, List<Recommendation> found) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Recommendation one : found) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("item", one.item());
      entry.put("title", recommender.title(one.item()));
      entry.put("score", one.score());
      if (!one.branchScores().isEmpty()) {
        entry.put("branches", one.branchScores());
      }
      list.add(entry);
    }
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(list);
  }

  /** The history's last items, then what is recommended, with titles. */
  static void print(
      SequentialRecommender recommender,
      List<String> history,
      List<Recommendation> found,
      PrintWriter out) {
    int shown = Math.min(5, history.size());
    out.println(
        "after" + (history.size() > shown ? " ... " + shown + " of " + history.size() : "") + ":");
    for (String item : history.subList(history.size() - shown, history.size())) {
      out.printf("      %s%n", titled(recommender, item));
    }
    for (int i = 0; i < found.size(); i++) {
      Recommendation one = found.get(i);
      StringBuilder scores = new StringBuilder();
      one.branchScores()
          .forEach(
              (branch, score) ->
                  scores.append(String.format(Locale.ROOT, "  %s %.3f", branch, score)));
      out.printf(
          Locale.ROOT,
          "%3d.  %s  %.3f%s%n",
          i + 1,
          titled(recommender, one.item()),
          one.score(),
          scores);
    }
  }

  private static String titled(SequentialRecommender recommender, String item) {
    String title = recommender.title(item);
    return title.equals(item) ? item : item + "  " + title;
  }
}
