package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Diversity;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.Explanation;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.training.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private ModelOption model = new ModelOption();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Who who = new Who();

  /** A known user or a history. */
  static final class Who {
    @Option(
        names = "--user",
        required = true,
        paramLabel = "ID",
        parameterConsumer = ItemList.AnyText.class,
        description = {
          "A user: of --data, or of a model that was trained with --with-users.",
        })
    private @Nullable String user;

    @Option(
        names = "--history",
        required = true,
        paramLabel = "ITEM[,ITEM...]",
        parameterConsumer = ItemList.AnyText.class,
        description = {
          "Items, oldest first, separated by commas. May be repeated.",
          "An item with a comma is given on its own, or in double quotes."
        })
    private @Nullable List<String> history;

    Who() {}
  }

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Dataset directory in which --user is looked up, read as in the training.")
  private @Nullable Path data;

  @Option(
      names = "-k",
      defaultValue = "10",
      paramLabel = "N",
      description = "Number of items; default 10.")
  private int k = 10;

  @Option(
      names = "--unknown",
      defaultValue = "refuse",
      paramLabel = "POLICY",
      description = "Items of the history that the model does not know: refuse or skip.")
  private UnknownItems unknown = UnknownItems.REFUSE;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Time of the request, as in 2026-01-31T20:00:00Z, for models that read it.")
  private @Nullable String at;

  @Option(
      names = "--branch",
      paramLabel = "NAME",
      description = "Recommend by one branch alone, instead of the mean of all.")
  private @Nullable String branch;

  @Option(
      names = "--allow",
      paramLabel = "ITEM[,ITEM...]",
      parameterConsumer = ItemList.AnyText.class,
      description = "Recommend none but these items.")
  private @Nullable List<String> allow;

  @Option(
      names = "--deny",
      paramLabel = "ITEM[,ITEM...]",
      parameterConsumer = ItemList.AnyText.class,
      description = "Do not recommend these items.")
  private @Nullable List<String> deny;

  @Option(names = "--include-seen", description = "Items of the history may come back.")
  private boolean includeSeen;

  @Option(names = "--branches", description = "Show the score of each branch as well.")
  private boolean branches;

  @Option(
      names = "--diversity",
      paramLabel = "LAMBDA",
      description = {
        "Choose items that differ in content: from 0, unlike ones, to 1, best scores alone",
        "(maximal marginal relevance; try 0.7)."
      })
  private @Nullable Double diversity;

  @Option(
      names = "--explain",
      description =
          "Show of what each score is made: by branch, and by the items of the history that are most"
              + " similar.")
  private boolean explain;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec command;

  RecommendCommand() {}

  @Override
  public Integer call() {
    if (k < 1) {
      throw new UsageException("-k must be at least 1: " + k);
    }
    Console console = Console.of(command);
    try (SequentialRecommender recommender = SequentialRecommender.load(model.path())) {
      RecommendRequest request = request(recommender, console);
      Recommendations found = recommender.recommend(request);
      if (!found.unknownItems().isEmpty()) {
        console.say(
            "skipped, as the model does not know them: %s",
            Printable.of(String.join(", ", found.unknownItems())));
      }
      List<Explanation> explanations =
          explain && !found.isEmpty()
              ? recommender.explain(request, found.stream().map(Recommendation::item).toList())
              : List.of();
      RecommendationPrinter printer =
          new RecommendationPrinter(recommender, explanations, console.out());
      if (json) {
        printer.json(found);
      } else {
        printer.table(request, found);
      }
      found
          .emptyBecause()
          .ifPresent(reason -> console.say("%s", RecommendationPrinter.sentence(reason)));
    }
    return 0;
  }

  private RecommendRequest request(SequentialRecommender recommender, Console console) {
    Set<String> items = Set.copyOf(recommender.items());
    RecommendRequest request =
        RecommendRequest.ofEvents(history(recommender, items, console))
            .k(k)
            .unknownItems(unknown)
            .seen(includeSeen ? Seen.INCLUDE : Seen.EXCLUDE)
            .scores(branches ? Scores.BRANCHES : Scores.ENSEMBLE);
    if (diversity != null) {
      request = request.diversity(Diversity.of(diversity));
    }
    if (at != null) {
      request = request.at(UserEvents.time(at));
    }
    if (branch != null) {
      request = request.branch(branch);
    }
    if (allow != null) {
      request = request.allow(known("--allow", ItemList.of("--allow", allow, items), items));
    }
    if (deny != null) {
      request = request.deny(known("--deny", ItemList.of("--deny", deny, items), items));
    }
    return request;
  }

  private List<Event> history(
      SequentialRecommender recommender, Set<String> items, Console console) {
    if (who.user != null && who.history != null) {
      throw new UsageException("--user and --history are mutually exclusive: give one of them");
    }
    if (who.user != null) {
      return data == null
          ? events(stored(recommender, who.user))
          : read(recommender, who.user, data, console);
    }
    if (data != null) {
      throw new UsageException("--data is where --user is looked up; --history needs none");
    }
    List<String> given = who.history == null ? List.of() : who.history;
    List<String> history = ItemList.of("--history", given, items);
    return events(
        unknown == UnknownItems.SKIP
            ? history
            : known("--history", history, items, recommender::knows));
  }

  private static List<Event> events(List<String> items) {
    return items.stream().map(Event::of).toList();
  }

  private static List<String> stored(SequentialRecommender recommender, String user) {
    if (recommender.histories().isEmpty()) {
      throw new UsageException(
          "--user: this model holds no users; give --data DIR to look the user up there, or train"
              + " with --with-users; --history answers anyone");
    }
    Set<String> users = recommender.histories().get().users();
    if (!users.contains(user)) {
      throw unknownUser(user, users, "the model");
    }
    return recommender.histories().get().history(user);
  }

  /** From data, where items may be newer than the model: they go through as any history's do. */
  private List<Event> read(
      SequentialRecommender recommender, String user, Path directory, Console console) {
    RunSpec run = RunSpec.ofBundle(model.path());
    try (Dataset dataset = Dataset.open(directory, run.data(), new ByteProgressBar(console))) {
      int index = dataset.userIndex(user);
      if (index < 0) {
        List<String> users = new ArrayList<>();
        for (int i = 0; i < dataset.users(); i++) {
          users.add(dataset.userId(i));
        }
        throw unknownUser(user, Set.copyOf(users), directory.toString());
      }
      List<Event> history = UserEvents.of(dataset, index);
      if (unknown == UnknownItems.REFUSE) {
        Set<String> items = Set.copyOf(recommender.items());
        List<String> past = history.stream().map(Event::item).toList();
        known("--user", past, items, recommender::knows);
      }
      return history;
    }
  }

  private static UsageException unknownUser(String user, Set<String> users, String where) {
    return new UsageException(
        unknown("--user", "user", user, users, where)
            + "; users with fewer interactions than seqrec4j.data.minimum-interactions are"
            + " left out; --history answers anyone");
  }

  /** The items, each known to the model. */
  private static List<String> known(String option, List<String> items, Set<String> known) {
    return known(option, items, known, known::contains);
  }

  /** Likewise, where some are known that it does not recommend. */
  private static List<String> known(
      String option, List<String> items, Set<String> known, Predicate<String> knows) {
    List<String> problems =
        items.stream()
            .filter(item -> !knows.test(item))
            .map(item -> unknown(option, "item", item, known, "the model"))
            .toList();
    if (!problems.isEmpty()) {
      throw new UsageException(String.join(System.lineSeparator(), problems));
    }
    return items;
  }

  private static String unknown(
      String option, String what, String name, Set<String> known, String where) {
    return option
        + ": unknown "
        + what
        + " '"
        + name
        + "'"
        + Names.nearest(name, known).map(near -> "; did you mean '" + near + "'?").orElse("")
        + "; "
        + where
        + " knows "
        + known.size()
        + " "
        + what
        + "s";
  }
}
