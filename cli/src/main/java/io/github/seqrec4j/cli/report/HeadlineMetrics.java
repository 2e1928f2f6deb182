package io.github.seqrec4j.cli.report;

import java.util.List;
import java.util.Set;

/**
 * The two metrics that stand first: those at 10 where they were measured, else the first cut-off.
 */
final class HeadlineMetrics {

  private HeadlineMetrics() {}

  /** A hit rate and an NDCG out of those measured, both at the same cut-off. */
  static List<String> of(Set<String> measured) {
    if (measured.contains("hit@10") && measured.contains("ndcg@10")) {
      return List.of("hit@10", "ndcg@10");
    }
    return measured.stream()
        .filter(name -> name.startsWith("hit@"))
        .findFirst()
        .map(hit -> List.of(hit, hit.replace("hit@", "ndcg@")))
        .orElse(List.copyOf(measured));
  }
}
