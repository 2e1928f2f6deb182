package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.RecommenderSpec;
import java.nio.file.Path;
import java.util.Map;

final class ModelBundle {
  private ModelBundle() {}
  static SequentialRecommender load(Path p) { throw new IllegalStateException("pending"); }
  static void save(Path bundle, RecommenderSpec spec, Map<String, NDArray> weights, ItemVectors items, Catalogue catalogue, TrainingReport report) {}
}
