package io.github.seqrec4j.examples;

import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Compares two backbones that one scalar of a configuration swaps; the options of both may stand in
 * the file, whichever is in use.
 */
public final class ConfigSwap {

  private ConfigSwap() {}

  /** Takes a directory for the generated shop. */
  public static void main(String[] arguments) throws IOException {
    Path data = DemoShop.in(Path.of(arguments[0]));
    Path config = Files.createTempFile("swap", ".conf");
    // tag::config[]
    Files.writeString(
        config,
        """
        seqrec4j {
          data.path = "%s"
          item-encoder.multi-modal { modalities = [id, text], width = 32, output-gain = 0.125 }
          backbone {
            type = sasrec
            sasrec { layers = 1, heads = 2 }
            gru4rec { layers = 1 }
          }
          training.epochs = 2
        }
        """
            .formatted(data.toString().replace("\\", "/")));
    for (String backbone : List.of("sasrec", "gru4rec")) {
      RunSpec run = RunSpec.load(config, List.of("seqrec4j.backbone.type=" + backbone));
      // end::config[]
      try (Dataset dataset = Dataset.open(data, run.data());
          TrainedRecommender model =
              Trainer.create().fit(run.recommender(), dataset, event -> {})) {
        System.out.printf(
            Locale.ROOT,
            "%-8s hit@10 %.4f after epoch %d%n",
            backbone,
            Objects.requireNonNull(model.report().test().get("ensemble")).get("hit@10"),
            model.report().bestEpoch());
      }
    }
    Files.delete(config);
  }
}
