package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code seqrec} command line. */
@Command(
    name = "seqrec",
    description = "Multi-modal sequential recommendation: train, evaluate, recommend.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:wrong usage or configuration",
      "3:data that cannot be used",
      "130, 143:ended by Ctrl-C, by a termination signal"
    },
    subcommands = {
      DemoCommand.class,
      ImportCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      ServeCommand.class,
      RecommendCommand.class,
      ScoreCommand.class,
      ExportCommand.class,
      ItemsCommand.class,
      EncodeCommand.class,
      ReportCommand.class,
      StudyCommand.class,
      TuneCommand.class,
      CompareCommand.class,
      ConfigCommand.class,
      DataCommand.class,
      ComponentsCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {"", "Begin with: ./seqrec demo", "Help for a command: ./seqrec help COMMAND"})
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
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // figures that scripts can read
    System.exit(run(arguments));
  }

  /** Runs a command line on the standard streams; returns the exit status. */
  static int run(String... arguments) {
    return execute(commandLine(), arguments);
  }

  /** Runs a command line; returns the exit status. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return execute(commandLine().setOut(out).setErr(err), arguments);
  }

  private static CommandLine commandLine() {
    Seqrec seqrec = new Seqrec();
    CommandLine commandLine = new CommandLine(seqrec);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionStrategy(seqrec::execute);
    commandLine.setUsageHelpAutoWidth(true);
    nameVersion(commandLine);
    commandLine.setParameterExceptionHandler((wrong, given) -> WrongUsage.report(wrong));
    commandLine.setExecutionExceptionHandler(
        (exception, command, result) -> seqrec.report(exception, command.getErr()));
    return commandLine;
  }

  private static int execute(CommandLine commandLine, String... arguments) {
    try {
      int status = commandLine.execute(arguments);
      // The writer does not hear of what its stream could not write; that knows it by itself.
      if (commandLine.getOut().checkError() || System.out.checkError()) {
        commandLine
            .getErr()
            .println(
                "seqrec: cannot write to standard output: its device is full, or whoever read it"
                    + " has gone");
        return status == 0 ? FAILED : status;
      }
      return status;
    } catch (OutOfMemoryError e) {
      commandLine
          .getErr()
          .println(
              "seqrec: out of memory: "
                  + e.getMessage()
                  + "; give Java more, as in SEQREC_JAVA_OPTS=-Xmx8g, or lower the batch sizes");
      return FAILED;
    } finally {
      commandLine.getOut().flush();
      commandLine.getErr().flush();
    }
  }

  /** Every command tells the version. */
  private static void nameVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Seqrec::nameVersion);
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
      return runWith(loader, parsed);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the plug-ins: " + e.getMessage(), e);
    } catch (UsageException e) {
      return report(e, parsed);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Runs the command; a failure inside a plug-in is told to be one, not a defect of ours. */
  private int runWith(URLClassLoader loader, CommandLine.ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (LinkageError e) {
      String plugin = Plugins.failedIn(e, loader);
      if (plugin == null) {
        throw e;
      }
      return report(
          new SeqrecException(
              plugin
                  + " does not fit what is on the class path: "
                  + e
                  + "; put the jar that has the missing class beside the plug-in, or build the"
                  + " plug-in anew against this version of seqrec4j",
              e),
          parsed);
    } catch (CommandLine.ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause == null || !isDefect(cause)) {
        throw e;
      }
      String plugin = Plugins.failedIn(cause, loader);
      if (plugin == null) {
        throw e;
      }
      return report(
          new SeqrecException(
              plugin + " failed: " + cause + "; run with --verbose and tell its author", cause),
          parsed);
    }
  }

  private int report(Exception exception, CommandLine.ParseResult parsed) {
    return report(exception, parsed.commandSpec().commandLine().getErr());
  }

  private int report(Exception exception, PrintWriter terminal) {
    PrintWriter err = Console.printable(terminal);
    if (verbose) {
      exception.printStackTrace(err);
    }
    err.println("seqrec: " + message(exception));
    err.flush();
    return status(exception);
  }

  private static String message(Exception exception) {
    if (isDefect(exception)) {
      return exception + " (this is a defect of seqrec4j; run with --verbose and report it)";
    }
    return exception instanceof UncheckedIOException io
        ? io.getMessage() + reason(io.getCause())
        : String.valueOf(exception.getMessage());
  }

  /** Whether this says nothing that a user could act upon. */
  private static boolean isDefect(Throwable thrown) {
    return !(thrown instanceof UncheckedIOException
        || thrown instanceof SeqrecException
        || thrown instanceof UsageException);
  }

  /** What a failure of the file system says by its class alone. */
  private static String reason(@Nullable IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return " (permission denied)";
    }
    if (cause instanceof NoSuchFileException) {
      return " (no such file or directory)";
    }
    return cause instanceof FileAlreadyExistsException ? " (a file of this name exists)" : "";
  }

  private static int status(Exception exception) {
    if (exception instanceof ConfigException || exception instanceof UsageException) {
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
