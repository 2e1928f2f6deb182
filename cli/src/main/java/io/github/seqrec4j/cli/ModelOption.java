package io.github.seqrec4j.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --model}, of every command that asks a trained model. */
final class ModelOption {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Model directory, DIR/model of a run.")
  private Path path = Path.of("");

  ModelOption() {}

  Path path() {
    return path;
  }
}
