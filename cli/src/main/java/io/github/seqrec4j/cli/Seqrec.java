package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SeqrecException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code seqrec} command line. */
@Command(
    name = "seqrec",
    description = "Multi-modal sequential recommendation: train, evaluate, recommend.",
    mixinStandardHelpOptions = true,
    versionProvider = Seqrec.Version.class,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:wrong usage or configuration",
      "3:data that cannot be used"
    },
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      RecommendCommand.class,
      ReportCommand.class,
      ConfigCommand.class,
      ComponentsCommand.class
    })
public final class Seqrec {

  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int BAD_DATA = 3;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean verbose;

  @Option(
      names = "--plugins",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR_OR_JAR",
      description = "Components from outside: a jar, or a directory of jars. May be repeated.")
  private List<Path> plugins = new ArrayList<>();

  Seqrec() {}

  /** Runs a command line and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true"); // charts are drawn, no window is opened
    System.exit(run(arguments));
  }

  /** Runs a command line; returns the exit status. */
  static int run(String... arguments) {
    Seqrec seqrec = new Seqrec();
    CommandLine commandLine = new CommandLine(seqrec);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionStrategy(seqrec::execute);
    commandLine.setExecutionExceptionHandler(
        (exception, command, result) -> seqrec.report(exception, command.getErr()));
    return commandLine.execute(arguments);
  }

  /** Runs the command with the plug-ins beside the class path. */
  private int execute(CommandLine.ParseResult parsed) {
    if (plugins.isEmpty()) {
      return new CommandLine.RunLast().execute(parsed);
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = Plugins.loader(plugins, before)) {
      thread.setContextClassLoader(loader);
      return new CommandLine.RunLast().execute(parsed);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the plug-ins: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      return report(e, parsed.commandSpec().commandLine().getErr());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private int report(Exception exception, PrintWriter err) {
    if (verbose) {
      exception.printStackTrace(err);
    }
    err.println("seqrec: " + message(exception));
    err.flush();
    return status(exception);
  }

  private static String message(Exception exception) {
    if (exception instanceof SeqrecException
        || exception instanceof IllegalArgumentException
        || exception instanceof UncheckedIOException) {
      return String.valueOf(exception.getMessage());
    }
    return exception + " (this is a defect of seqrec4j; run with --verbose and report it)";
  }

  private static int status(Exception exception) {
    if (exception instanceof ConfigException || exception instanceof IllegalArgumentException) {
      return WRONG_USAGE;
    }
    return exception instanceof DataException ? BAD_DATA : FAILED;
  }

  /** Version from the manifest of the jar. */
  static final class Version implements CommandLine.IVersionProvider {

    /** Called by picocli. */
    Version() {}

    @Override
    public String[] getVersion() {
      String version = Seqrec.class.getPackage().getImplementationVersion();
      return new String[] {
        "seqrec " + (version == null ? "(not packaged)" : version),
        "Java " + System.getProperty("java.version")
      };
    }
  }
}
