package io.github.seqrec4j.cli.export;

import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.lucene.ItemAttribute;
import io.github.seqrec4j.lucene.VectorIndexSpec;
import io.github.seqrec4j.lucene.VectorIndexSpec.Precision;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What an index is created with, so that its k-nearest-neighbour query is by inner product. */
final class IndexMappings {

  /** Longest vector of Elasticsearch 8.11 and newer. */
  private static final int ELASTICSEARCH_DIMENSIONS = 4096;

  private IndexMappings() {}

  /** For OpenSearch, the Faiss engine; for int8 Lucene's (2.16 and newer), which has that. */
  static String openSearch(ExportTask task) {
    VectorIndexSpec index = task.index();
    boolean small = index.precision() == Precision.INT8;
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("m", index.connections());
    parameters.put("ef_construction", index.construction());
    if (small) {
      parameters.put("encoder", Map.of("name", "sq"));
    }
    Map<String, Object> method = new LinkedHashMap<>();
    method.put("name", "hnsw");
    method.put("engine", small ? "lucene" : "faiss");
    method.put("space_type", "innerproduct");
    method.put("parameters", parameters);
    Map<String, Object> vector = new LinkedHashMap<>();
    vector.put("type", "knn_vector");
    vector.put("dimension", task.dimension());
    vector.put("method", method);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("settings", Map.of("index", Map.of("knn", true)));
    body.put("mappings", mappings(task, vector));
    return json(body);
  }

  /**
   * For Elasticsearch, 8.11 and newer.
   *
   * @throws UsageException if vectors are longer than it takes
   */
  static String elasticsearch(ExportTask task) {
    if (task.dimension() > ELASTICSEARCH_DIMENSIONS) {
      throw new UsageException(
          "Elasticsearch takes vectors of at most "
              + ELASTICSEARCH_DIMENSIONS
              + " numbers, these have "
              + task.dimension()
              + "; lower the width of the model, or export to lucene");
    }
    VectorIndexSpec index = task.index();
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("type", index.precision() == Precision.INT8 ? "int8_hnsw" : "hnsw");
    options.put("m", index.connections());
    options.put("ef_construction", index.construction());
    Map<String, Object> vector = new LinkedHashMap<>();
    vector.put("type", "dense_vector");
    vector.put("dims", task.dimension());
    vector.put("index", true);
    vector.put("similarity", "max_inner_product");
    vector.put("index_options", options);
    return json(Map.of("mappings", mappings(task, vector)));
  }

  private static Map<String, Object> mappings(ExportTask task, Map<String, Object> vector) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("item", Map.of("type", "keyword"));
    properties.put("title", Map.of("type", "text"));
    for (ItemAttribute attribute : task.attributes()) {
      String type =
          attribute.kind() == ItemAttribute.Kind.NUMBER
              ? "double"
              : attribute.kind().name().toLowerCase(Locale.ROOT);
      properties.put(attribute.name(), Map.of("type", type));
    }
    properties.put("vector", vector);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("model", task.model().hash());
    model.put("created", task.model().created());
    Map<String, Object> mappings = new LinkedHashMap<>();
    mappings.put("_meta", Map.of("seqrec4j", model));
    mappings.put("properties", properties);
    return mappings;
  }

  private static String json(Map<String, Object> body) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(body) + "\n";
  }
}
