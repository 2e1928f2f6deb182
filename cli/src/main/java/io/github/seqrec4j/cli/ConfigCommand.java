package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.api.config.HoconWriter;
import io.github.seqrec4j.training.RunSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seqrec config}. */
@Command(
    name = "config",
    description = "Checks or shows a configuration.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(check | show)")
final class ConfigCommand {

  @Spec private @Nullable CommandSpec command;

  ConfigCommand() {}

  @Command(
      name = "check",
      description = "Reports every problem of a configuration.",
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(paramLabel = "FILE", description = "Configuration file.") Path file,
      @Mixin Overrides overrides) {
    RunSpec.load(file, overrides.values());
    PrintWriter out = Console.of(command).out();
    out.println(file + ": good");
    out.flush();
    return 0;
  }

  @Command(
      name = "show",
      description = "Prints the resolved configuration with the origin of every value.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "FILE", description = "Configuration file.") Path file,
      @Mixin Overrides overrides) {
    ConfigSource source = ConfigSource.load(file, RunSpec.ROOT, overrides.values());
    RunSpec run = source.bind(RunSpec.ROOT, RunSpec.class);
    PrintWriter out = Console.of(command).out();
    out.print(HoconWriter.write(RunSpec.ROOT, run, source.sections(RunSpec.ROOT), source::origin));
    out.flush();
    return 0;
  }
}
