package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.cli.report.StudyReport;
import io.github.seqrec4j.study.Study;
import io.github.seqrec4j.study.StudyPlan;
import io.github.seqrec4j.study.StudyTable;
import io.github.seqrec4j.study.StudyText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seqrec study}. */
@Command(
    name = "study",
    description = {
      "Trains every combination of a study's settings with all its seeds, and writes tables with",
      "means, deviations, and tests against a baseline. The same command goes on where it stopped."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example: ./seqrec study studies/shop.conf --out runs/shop-study"})
final class StudyCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description = "Configuration file with a section seqrec4j.study.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the study; what is finished in it is not done again.")
  private Path out = Path.of("");

  @Mixin private Cores cores = new Cores();

  @Option(names = "--table", description = "Train nothing: write the tables of what is finished.")
  private boolean table;

  @Mixin private Overrides overrides = new Overrides();
  @Spec private @Nullable CommandSpec command;

  StudyCommand() {}

  @Override
  public Integer call() {
    Console console = Console.of(command);
    StudyPlan plan = StudyPlan.load(file, overrides.values());
    if (table && !Files.isDirectory(out)) {
      throw new UsageException(out + ": no study to show; leave out --table to begin it");
    }
    Study study = new Study(plan, out);
    List<String> failed =
        table ? List.of() : study.run(cores.number(), new StudyProgress(console, "runs"));
    List<Path> others = study.others();
    if (!others.isEmpty()) {
      console.say(
          "note: %d runs in %s are of other settings than this file has now; they are left as they"
              + " are, and in no table",
          others.size(), out);
    }
    StudyTable tables = study.table();
    console.out().print(StudyText.plain(tables));
    console.out().println();
    write("study.txt", StudyText.plain(tables));
    write("study.csv", StudyText.csv(tables));
    write("study.tex", StudyText.latex(tables));
    Path page = out.resolve("study.html");
    StudyReport.write(page, name(file), tables);
    console.out().println("page:   " + page);
    console.out().println("tables: " + out.resolve("study.txt") + ", .csv, .tex");
    console.out().flush();
    failed.forEach(title -> console.say("failed: %s", title));
    if (!failed.isEmpty()) {
      console.say(
          "seqrec: %d of %d runs failed; the same command tries them again",
          failed.size(), plan.runs().size());
    }
    return failed.isEmpty() ? 0 : Seqrec.FAILED;
  }

  /** The name of a file without its ending. */
  static String name(Path file) {
    Path last = file.getFileName();
    return last == null ? file.toString() : last.toString().replaceFirst("\\.[^.]*$", "");
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
