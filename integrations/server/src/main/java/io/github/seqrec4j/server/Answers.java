package io.github.seqrec4j.server;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Explanation;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.runtime.ModelOrigin;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.server.RequestReader.Asked;
import io.github.seqrec4j.server.ServedModel.Now;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What goes back, in the forms that JSON is made of. */
final class Answers {

  private final ServedModel model;
  private final PictureFolder pictures;

  Answers(ServedModel model, PictureFolder pictures) {
    this.model = model;
    this.pictures = pictures;
  }

  /** What was found for a request. */
  Map<String, Object> found(Asked asked, Recommendations found, Now now) {
    List<Explanation> explanations =
        asked.explained() && !found.isEmpty()
            ? now.snapshot()
                .explain(asked.request(), found.stream().map(Recommendation::item).toList())
            : List.of();
    List<Object> list = new ArrayList<>();
    for (Recommendation one : found) {
      Map<String, Object> entry = item(now.items().row(one.item()), now.items());
      entry.put("score", one.score());
      if (!one.branchScores().isEmpty()) {
        entry.put("branches", one.branchScores());
      }
      if (!explanations.isEmpty()) {
        entry.put("explanation", explanation(explanations.get(list.size()), now.items()));
      }
      list.add(entry);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", list);
    answer.put("unknownItems", found.unknownItems());
    found
        .emptyBecause()
        .ifPresent(why -> answer.put("emptyBecause", why.name().toLowerCase(Locale.ROOT)));
    return answer;
  }

  private static Map<String, Object> explanation(Explanation of, ItemSearch items) {
    List<Object> parts = new ArrayList<>();
    for (Explanation.Part part : of.branches()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("branch", part.branch());
      one.put("score", part.score());
      one.put("weight", part.weight());
      one.put("part", part.part());
      parts.add(one);
    }
    List<Object> history = new ArrayList<>();
    for (Explanation.Similar similar : of.history()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("item", similar.item());
      one.put("title", items.title(items.row(similar.item())));
      one.put("similarity", similar.similarity());
      one.put("branches", similar.branches());
      history.add(one);
    }
    Map<String, Object> explanation = new LinkedHashMap<>();
    explanation.put("branches", parts);
    explanation.put("placed", of.placed());
    explanation.put("history", history);
    return explanation;
  }

  /** An item by its row. */
  Map<String, Object> item(int row, ItemSearch items) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("item", items.id(row));
    entry.put("title", items.title(row));
    String picture = pictures.address(items.id(row));
    if (picture != null) {
      entry.put("picture", picture);
    }
    return entry;
  }

  /** The model that serves. */
  Map<String, Object> describe(Now now) {
    SequentialRecommender recommender = now.model();
    ModelOrigin origin = recommender.origin();
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("library", origin.library());
    about.put("created", origin.created().toString());
    about.put("loaded", now.since().toString());
    about.put("dataHash", origin.dataHash());
    about.putAll(items(now));
    about.put("backbone", recommender.model().backbone().type());
    about.put("maxLength", recommender.model().maxLength());
    about.put("branches", recommender.branches().stream().map(Branch::name).toList());
    about.put(
        "modalities",
        origin.items().modalities().stream()
            .map(ModalitySchema::modality)
            .map(Object::toString)
            .toList());
    about.put(
        "reads",
        recommender.model().backbone().inputs().stream()
            .map(input -> input.name().toLowerCase(Locale.ROOT))
            .sorted()
            .toList());
    about.put("categories", origin.categories());
    return about;
  }

  /** How many items there are, what was changed, and how long that lasts. */
  Map<String, Object> items(Now now) {
    Map<String, Object> items = new LinkedHashMap<>();
    items.put("items", now.items().size());
    items.put("added", model.added());
    items.put("retired", model.retired());
    items.put("changesLast", model.keeps() ? "restart" : "process");
    return items;
  }
}
