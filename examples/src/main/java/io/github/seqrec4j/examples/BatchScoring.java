package io.github.seqrec4j.examples;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.UserHistories;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes the best ten of every user to a file, as a nightly job does. */
public final class BatchScoring {

  private static final int K = 10;
  private static final int BATCH = 1000;

  private BatchScoring() {}

  /** Takes a directory for the generated shop and the file to write. */
  public static void main(String[] arguments) throws IOException {
    Path data = DemoShop.in(Path.of(arguments[0]));
    Path out = Path.of(arguments[1]);
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender model =
            Trainer.create().fit(DemoShop.spec().build(), dataset, event -> {});
        BufferedWriter writer = Files.newBufferedWriter(out)) {
      // tag::scoring[]
      writer.write("user\trank\titem\tscore\n");
      UserHistories histories = model.histories().orElseThrow();
      List<String> users = List.copyOf(histories.users());
      for (int from = 0; from < users.size(); from += BATCH) {
        List<String> batch = users.subList(from, Math.min(users.size(), from + BATCH));
        List<Recommendations> answers =
            model.recommend(
                batch.stream()
                    .map(user -> RecommendRequest.of(histories.history(user)).k(K))
                    .toList());
        for (int i = 0; i < batch.size(); i++) {
          int rank = 1;
          for (Recommendation r : answers.get(i)) {
            writer.write(
                String.format(
                    Locale.ROOT, "%s\t%d\t%s\t%.4f%n", batch.get(i), rank++, r.item(), r.score()));
          }
        }
      }
      // end::scoring[]
      System.out.println(out + ": " + K + " items for each of " + users.size() + " users");
    }
  }
}
