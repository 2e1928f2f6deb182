package io.github.seqrec4j.cli;

import io.github.seqrec4j.cli.report.RunReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seqrec report}. */
@Command(
    name = "report",
    description = "Rebuilds the report of a finished run from its metrics and epochs.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "Directory of the run, as --out of train.")
  private Path run = Path.of("");

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description =
          "Title of the page; by default the one that train was given, or made of what it is.")
  private @Nullable String title;

  @Spec private @Nullable CommandSpec command;

  ReportCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = Console.of(command).out();
    out.println(RunReport.write(run, title));
    out.flush();
    return 0;
  }
}
