package io.github.seqrec4j.study;

import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.study.TargetRankFile.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/** The files of a run that never ran. */
final class RunFixture {

  private RunFixture() {}

  /** A run on data of this hash whose ensemble gives each user's target this rank. */
  static FinishedRun write(
      Path directory, String hash, double[] validation, double[] test, String setting) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("metrics.json"), metrics(hash, setting));
      Files.writeString(
          directory.resolve("train.jsonl"), epoch(1, 0.2) + "\n" + epoch(2, 0.4) + "\n");
      ranks(hash, validation).write(Part.VALIDATION.in(directory));
      if (test.length > 0) {
        ranks(hash, test).write(Part.TEST.in(directory));
      }
      return FinishedRun.read(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TargetRankFile ranks(String hash, double... ranks) {
    int[] targets = IntStream.range(0, ranks.length).map(user -> user + 7).toArray();
    return new TargetRankFile(hash, targets, Map.of("ensemble", Ranking.ofUsers(ranks)));
  }

  private static String epoch(int epoch, double hit) {
    return """
        {"epoch":%d,"crossEntropy":9.5,"distillation":0.0,"distillationWeight":0.0,\
        "gradientNorm":1.5,"validation":{"ensemble":{"hit@1":%s}},"best":true,\
        "seconds":{"train":5.0,"evaluate":1.0},"residentBytes":%d}"""
        .formatted(epoch, hit, 100_000_000L * epoch);
  }

  private static String metrics(String hash, String setting) {
    return """
        {"config":{"data":{"path":"/shops/garden"},"backbone":{"type":"%s"},
          "training":{"epochs":2,"select-by":"hit@1"}},
         "data":{"hash":"%s","users":4,"items":20,"interactions":40},
         "bestEpoch":2,"lastEpoch":2,
         "validation":{"ensemble":{"hit@1":0.5,"mrr":0.6}},"test":{"ensemble":{"hit@1":0.5,"mrr":0.6}},
         "standardErrors":{"validation":{},"test":{},"baselines":{}},"baselines":{},
         "seconds":{"train":10.0,"evaluate":2.0},"seed":1,"environment":{"java":"17"}}
        """
        .formatted(setting, hash);
  }
}
