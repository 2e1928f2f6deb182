package io.github.seqrec4j.examples;

import static io.github.seqrec4j.api.Modality.ID;
import static io.github.seqrec4j.api.Modality.IMAGE;
import static io.github.seqrec4j.api.Modality.TEXT;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.NpyWriter;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A fourth modality: anything that is a vector per item becomes one by the name of its file. Here a
 * price, as how near it is to each of some price points.
 */
public final class FourthModality {

  private static final float[] PRICE_POINTS = {2, 5, 10, 20, 50, 100, 200, 500};

  private FourthModality() {}

  /** Takes a directory for the generated shop. */
  public static void main(String[] arguments) throws IOException {
    Path data = DemoShop.in(Path.of(arguments[0]));
    // tag::features[]
    List<String> lines = Files.readAllLines(data.resolve("items.tsv"));
    int items = lines.size() - 1; // without the header
    Path file = data.resolve("features").resolve("price.npy");
    SplittableRandom random = new SplittableRandom(1);
    try (NpyWriter writer =
        new NpyWriter(file, NpyWriter.Precision.FLOAT16, items, PRICE_POINTS.length)) {
      for (int item = 0; item < items; item++) {
        double price = 2 * Math.exp(5 * random.nextDouble()); // the shop has none
        float[] row = new float[PRICE_POINTS.length];
        for (int p = 0; p < row.length; p++) {
          row[p] = (float) Math.exp(-Math.abs(Math.log(price / PRICE_POINTS[p])));
        }
        writer.write(row); // row k belongs to the k-th item of the items file
      }
      writer.finish();
    }
    // end::features[]
    Modality price = new Modality("price");
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender model =
            Trainer.create()
                .fit(
                    DemoShop.spec()
                        .itemEncoder(DemoShop.encoder().modalities(ID, TEXT, IMAGE, price).build())
                        .build(),
                    dataset,
                    event -> {})) {
      model.report().test().forEach((branch, test) -> System.out.println(branch + ": " + test));
    }
  }
}
