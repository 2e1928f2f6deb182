package io.github.seqrec4j.examples;

import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.encode.EncodeSpec;
import io.github.seqrec4j.encode.EncodingOptions;
import io.github.seqrec4j.encode.FeatureEncoding;
import java.nio.file.Path;

/** Reads tables whose columns have names of their own. */
public final class OwnColumns {

  private OwnColumns() {}

  /** Takes a directory with such tables. */
  public static void main(String[] arguments) {
    Path data = Path.of(arguments[0]);
    // tag::columns[]
    // interactions.tsv has the columns customer, sku and bought_at; items.tsv has sku and name
    DataSpec columns =
        DataSpec.builder()
            .path(data)
            .userColumn("customer")
            .itemColumn("sku")
            .timestampColumn("bought_at")
            .titleColumn("name")
            .build();
    FeatureEncoding.encodeText(
        data, columns, EncodeSpec.builder().build().text(), new EncodingOptions());
    try (Dataset dataset = Dataset.open(data, columns)) {
      System.out.println(dataset.users() + " users, " + dataset.items() + " items");
      System.out.println(dataset.itemId(1) + " is called " + dataset.title(1));
    }
    // end::columns[]
  }
}
