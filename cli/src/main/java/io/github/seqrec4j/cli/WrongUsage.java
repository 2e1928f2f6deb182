package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Names;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line, in one message, and where help is. */
final class WrongUsage {

  private WrongUsage() {}

  /** Prints the message; returns the exit status. */
  static int report(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    if (isMissingCommand(wrong)) {
      err.println("seqrec: " + name + " needs a command");
      command.usage(err);
    } else {
      err.println("seqrec: " + PrintableWriter.printable(message(wrong, name)));
      err.println("Try: ./" + name + " --help");
    }
    err.flush();
    return Seqrec.WRONG_USAGE;
  }

  private static boolean isMissingCommand(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    return !(wrong instanceof UnmatchedArgumentException)
        && !command.getSubcommands().isEmpty()
        && command.getParseResult() != null
        && command.getParseResult().subcommand() == null;
  }

  private static String message(ParameterException wrong, String name) {
    CommandLine command = wrong.getCommandLine();
    // A mistyped option is most likely why another is missing.
    List<String> unmatched =
        wrong instanceof UnmatchedArgumentException unknown
            ? unknown.getUnmatched()
            : command.getUnmatchedArguments();
    if (unmatched.isEmpty()) {
      return String.valueOf(wrong.getMessage());
    }
    String given = unmatched.get(0);
    if (given.startsWith("-")) {
      String option = given.replaceFirst("=.*", "");
      return "unknown option '"
          + option
          + "' of "
          + name
          + Names.suggestion(option, options(command));
    }
    Collection<String> commands = command.getSubcommands().keySet();
    return commands.isEmpty()
        ? "unexpected argument '" + given + "' of " + name
        : "unknown command '" + given + "' of " + name + Names.suggestion(given, commands);
  }

  private static Collection<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream().map(o -> o.longestName()).toList();
  }
}
