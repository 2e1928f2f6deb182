package io.github.seqrec4j.cli;

import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Shows an answer to a person, or as JSON to a program. */
final class RecommendationPrinter {

  private final SequentialRecommender recommender;
  private final PrintWriter out;

  RecommendationPrinter(SequentialRecommender recommender, PrintWriter out) {
    this.recommender = recommender;
    this.out = out;
  }

  /** Why there is nothing, for a person. */
  static String sentence(Recommendations.Reason reason) {
    return switch (reason) {
      case HISTORY_UNKNOWN -> "nothing is recommended: the model knows no item of the history";
      case NOTHING_LEFT ->
          "nothing is left to recommend: every item is in the history, denied or not allowed;"
              + " --include-seen lets those of the history come back";
    };
  }

  /** As JSON, in which no title can be markup to a page that shows it. */
  void json(Recommendations found) {
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
    out.println(new GsonBuilder().setPrettyPrinting().create().toJson(list));
    out.flush();
  }

  /** The history's last items, then what is recommended, with titles. */
  void table(RecommendRequest request, Recommendations found) {
    Set<String> known = Set.copyOf(recommender.items());
    List<String> history =
        request.history().stream().map(Event::item).filter(known::contains).toList();
    int shown = Math.min(5, history.size());
    out.println(
        "after" + (history.size() > shown ? " ... " + shown + " of " + history.size() : "") + ":");
    for (String item : history.subList(history.size() - shown, history.size())) {
      out.printf("      %s%n", titled(item));
    }
    for (int i = 0; i < found.size(); i++) {
      Recommendation one = found.get(i);
      StringBuilder scores = new StringBuilder();
      one.branchScores()
          .forEach(
              (branch, score) ->
                  scores.append(String.format(Locale.ROOT, "  %s %.3f", branch, score)));
      out.printf(Locale.ROOT, "%3d.  %s  %.3f%s%n", i + 1, titled(one.item()), one.score(), scores);
    }
    out.flush();
  }

  private String titled(String item) {
    String title = recommender.title(item);
    return Printable.of(title.equals(item) ? item : item + "  " + title);
  }
}
