package io.github.seqrec4j.cli;

import io.github.seqrec4j.cli.report.ComparisonReport;
import io.github.seqrec4j.study.RunComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seqrec compare}. */
@Command(
    name = "compare",
    description = {
      "Puts finished runs side by side: settings that differ, metrics, paired tests on the same",
      "users, curves. The first run is the baseline."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: ./seqrec compare runs/demo/ids runs/demo/odmt --html runs/compare.html"
    })
final class CompareCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      arity = "2..*",
      description = "Directories of finished runs, as --out of train; the baseline first.")
  private List<Path> runs = List.of();

  @Option(names = "--html", paramLabel = "FILE", description = "Also write a page there.")
  private @Nullable Path html;

  @Spec private @Nullable CommandSpec command;

  CompareCommand() {}

  @Override
  public Integer call() {
    Console console = Console.of(command);
    RunComparison comparison = RunComparison.of(runs);
    console.out().print(comparison.text());
    if (html != null) {
      ComparisonReport.write(html, comparison);
      console.out().println("page: " + html);
    }
    console.out().flush();
    return 0;
  }
}
