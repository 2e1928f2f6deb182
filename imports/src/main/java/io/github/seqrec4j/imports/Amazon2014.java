package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.imports.AmazonEdition.Column;
import java.nio.file.Path;
import java.util.List;

/**
 * Amazon Reviews of 2014 ({@code jmcauley.ucsd.edu/data/amazon}): {@code
 * reviews_<category>.json.gz}, or its 5-core {@code reviews_<category>_5.json.gz}, and {@code
 * meta_<category>.json.gz}. Reviews are JSON, metadata are dictionaries as Python prints them;
 * either form is read in either file. Times are seconds. Entities of HTML in texts stay as they
 * are.
 */
@Description(
    value =
        "Amazon Reviews 2014: reviews_X.json or reviews_X_5.json, and meta_X.json in JSON or as Python prints it",
    source = "jmcauley.ucsd.edu/data/amazon")
public record Amazon2014() implements Importer {

  private static final AmazonEdition EDITION =
      new AmazonEdition(
          "reviews_(.+?)(?:_5|_10)?\\.json(?:\\.gz)?",
          "reviews_<category>.json",
          "\\.json(\\.gz)?",
          "reviewerID",
          "asin",
          "overall",
          "unixReviewTime",
          List.of(
              Column.text("brand", "brand"),
              Column.text("price", "price"),
              Column.paths("categories", "categories"),
              Column.text("description", "description"),
              Column.text("image_url", "imUrl")));

  @Override
  public String type() {
    return "amazon-2014";
  }

  @Override
  public ImportPlan plan(Path source) {
    return EDITION.plan(source);
  }
}
