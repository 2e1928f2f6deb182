package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.study.Tuning;
import io.github.seqrec4j.study.TuningPlan;
import io.github.seqrec4j.study.TuningResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seqrec tune}. */
@Command(
    name = "tune",
    description = {
      "Looks for good values of options by validation alone; nothing ranks the test items. Writes the",
      "best configuration, for train. The same command goes on where it stopped."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example: ./seqrec tune studies/shop-tune.conf --out runs/shop-tune"})
final class TuneCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "Configuration file with a section seqrec4j.tune.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the trials; what is in it is not tried again.")
  private Path out = Path.of("");

  @Mixin private Cores cores = new Cores();
  @Mixin private Overrides overrides = new Overrides();
  @Spec private @Nullable CommandSpec command;

  TuneCommand() {}

  @Override
  public Integer call() {
    Console console = Console.of(command);
    TuningPlan plan = TuningPlan.load(file, overrides.values());
    plan.notes().forEach(note -> console.say("note: %s", note));
    Tuning tuning = new Tuning(plan, out);
    TuningResult result = tuning.run(cores.number(), new StudyProgress(console, "trials"));
    write("tune.txt", result.text());
    write("tune.csv", result.csv());
    console.out().print(result.text());
    console.out().println();
    console.out().println("best:  " + tuning.best());
    console.out().println("train: ./seqrec train --config " + tuning.best() + " --out DIR");
    console.out().flush();
    return 0;
  }

  private void write(String name, String text) {
    try {
      AtomicFiles.write(out.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write " + out.resolve(name) + ": " + e.getMessage(), e);
    }
  }
}
