package io.github.seqrec4j.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that change a configuration from the command line. */
final class Overrides {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Overrides a key, for instance --set seqrec4j.training.seed=7.",
        "The value is HOCON, or else plain text. May be repeated."
      })
  private List<String> values = new ArrayList<>();

  Overrides() {}

  List<String> values() {
    return List.copyOf(values);
  }
}
