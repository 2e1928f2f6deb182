package io.github.seqrec4j.cli;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes, be it what it may: see {@link PrintableWriter}.
 *
 * @param out results
 * @param err progress and errors
 * @param interactive whether a person watches, so that a line may be written over
 */
record Console(PrintWriter out, PrintWriter err, boolean interactive) {

  /** Property that the launcher sets where standard error is a terminal. */
  private static final String INTERACTIVE = "seqrec4j.interactive";

  static Console of(@Nullable CommandSpec command) {
    if (command == null) {
      throw new IllegalStateException("picocli sets the command before it runs");
    }
    return new Console(
        printable(command.commandLine().getOut()),
        printable(command.commandLine().getErr()),
        Boolean.getBoolean(INTERACTIVE));
  }

  /** A writer of what may hold names and texts from data. */
  static PrintWriter printable(PrintWriter out) {
    return new PrintWriter(new PrintableWriter(out), true);
  }

  /** A line of progress. */
  @FormatMethod
  void say(@FormatString String format, Object... values) {
    err.println(String.format(Locale.ROOT, format, values));
    err.flush();
  }
}
