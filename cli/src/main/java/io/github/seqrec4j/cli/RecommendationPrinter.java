package io.github.seqrec4j.cli;

import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.Explanation;
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

/** Shows an answer to a person, or as JSON to a program. */
final class RecommendationPrinter {

  /** Items of the history that are shown in an explanation. */
  private static final int SIMILAR = 3;

  private final SequentialRecommender recommender;
  private final List<Explanation> explanations;
  private final PrintWriter out;

  /**
   * Prints what a recommender says.
   *
   * @param explanations of each recommended item, or none
   */
  RecommendationPrinter(
      SequentialRecommender recommender, List<Explanation> explanations, PrintWriter out) {
    this.recommender = recommender;
    this.explanations = List.copyOf(explanations);
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
      if (!explanations.isEmpty()) {
        entry.put("explanation", fields(explanations.get(list.size())));
      }
      list.add(entry);
    }
    out.println(new GsonBuilder().setPrettyPrinting().create().toJson(list));
    out.flush();
  }

  private static Map<String, Object> fields(Explanation explanation) {
    List<Map<String, Object>> branches = new ArrayList<>();
    for (Explanation.Part part : explanation.branches()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("branch", part.branch());
      fields.put("score", part.score());
      fields.put("weight", part.weight());
      branches.add(fields);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("branches", branches);
    fields.put("placed", explanation.placed());
    fields.put("history", explanation.history().stream().limit(SIMILAR).toList());
    return fields;
  }

  private void explain(Explanation explanation) {
    StringBuilder parts = new StringBuilder();
    for (Explanation.Part part : explanation.branches()) {
      parts.append(
          String.format(
              Locale.ROOT,
              "%s%s %.3f x %.2f = %.3f",
              parts.isEmpty() ? "" : ", ",
              part.branch(),
              part.score(),
              part.weight(),
              part.part()));
    }
    out.printf(
        "        made of: %s%s%n",
        parts, explanation.placed() ? "; without ID, placed where its content puts it" : "");
    for (Explanation.Similar similar : explanation.history().stream().limit(SIMILAR).toList()) {
      out.printf(
          Locale.ROOT, "        like %.3f  %s%n", similar.similarity(), titled(similar.item()));
    }
  }

  /** The history's last items, then what is recommended, with titles. */
  void table(RecommendRequest request, Recommendations found) {
    List<String> history =
        request.history().stream().map(Event::item).filter(recommender::knows).toList();
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
      if (!explanations.isEmpty()) {
        explain(explanations.get(i));
      }
    }
    out.flush();
  }

  private String titled(String item) {
    String title = recommender.title(item);
    return Printable.of(title.equals(item) ? item : item + "  " + title);
  }
}
