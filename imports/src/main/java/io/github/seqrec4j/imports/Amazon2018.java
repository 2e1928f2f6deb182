package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.imports.AmazonEdition.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Amazon Reviews of 2018 ({@code nijianmo.github.io/amazon}): {@code <category>.json.gz}, or its
 * 5-core {@code <category>_5.json.gz}, and {@code meta_<category>.json.gz}, all JSON. Times are
 * seconds. Entities of HTML in texts stay as they are.
 */
@Description(
    value = "Amazon Reviews 2018: X.json or X_5.json, and meta_X.json",
    source = "nijianmo.github.io/amazon")
public record Amazon2018() implements Importer {

  private static final AmazonEdition EDITION =
      new AmazonEdition(
          "(?!meta_)(.+?)(?:_5)?\\.json(?:\\.gz)?",
          "<category>.json",
          "\\.json(\\.gz)?",
          "reviewerID",
          "asin",
          "overall",
          "unixReviewTime",
          List.of(
              Column.text("brand", "brand"),
              Column.text("price", "price"),
              Column.paths("categories", "category"),
              Column.text("features", "feature"),
              Column.text("description", "description"),
              new Column(
                  "image_url",
                  Set.of("imageURLHighRes", "imageURL"),
                  object -> {
                    String best = object.firstText("imageURLHighRes", List.of());
                    return best.isEmpty() ? object.firstText("imageURL", List.of()) : best;
                  })));

  @Override
  public String type() {
    return "amazon-2018";
  }

  @Override
  public ImportPlan plan(Path source) {
    return EDITION.plan(source);
  }
}
