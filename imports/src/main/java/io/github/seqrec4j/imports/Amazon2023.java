package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.imports.AmazonEdition.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Amazon Reviews of 2023 ({@code amazon-reviews-2023.github.io}): {@code <category>.jsonl.gz} and
 * {@code meta_<category>.jsonl.gz}, JSON. An item is a {@code parent_asin}, as the publisher
 * advises: variants of colour or size are one item. Times are milliseconds.
 */
@Description(
    value = "Amazon Reviews 2023: X.jsonl and meta_X.jsonl; an item is a parent_asin",
    source = "amazon-reviews-2023.github.io")
public record Amazon2023() implements Importer {

  private static final AmazonEdition EDITION =
      new AmazonEdition(
          "(?!meta_)(.+)\\.jsonl(?:\\.gz)?",
          "<category>.jsonl",
          "\\.jsonl(\\.gz)?",
          "user_id",
          "parent_asin",
          "rating",
          "timestamp",
          List.of(
              Column.text("brand", "store"),
              Column.text("price", "price"),
              Column.paths("categories", "categories"),
              Column.text("features", "features"),
              Column.text("description", "description"),
              new Column(
                  "image_url",
                  Set.of("images"),
                  object -> object.firstText("images", List.of("hi_res", "large", "thumb")))));

  @Override
  public String type() {
    return "amazon-2023";
  }

  @Override
  public ImportPlan plan(Path source) {
    return EDITION.plan(source);
  }
}
