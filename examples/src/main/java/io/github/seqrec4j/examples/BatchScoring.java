package io.github.seqrec4j.examples;

import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the best ten of every user to a file, as a nightly job does. */
public final class BatchScoring {

  private static final int K = 10;

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
      for (String user : model.users()) {
        int rank = 1;
        for (Recommendation r : model.recommendToUser(user, K)) {
          writer.write(
              String.format(Locale.ROOT, "%s\t%d\t%s\t%.4f%n", user, rank++, r.item(), r.score()));
        }
      }
      // end::scoring[]
      System.out.println(out + ": " + K + " items for each of " + model.users().size() + " users");
    }
  }
}
