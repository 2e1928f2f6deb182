package io.github.seqrec4j.site;

import io.github.seqrec4j.cli.Seqrec;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** Every command with its help, as the command line prints it. */
final class CommandPart {

  /** Columns of the help: what a phone's width lets one scroll with ease. */
  private static final int WIDTH = 90;

  private CommandPart() {}

  static String write() {
    StringBuilder page = new StringBuilder();
    for (CommandLine command : commandLine().getSubcommands().values()) {
      if (!command.getCommandName().equals("help")) {
        command(page, command, "==");
      }
    }
    return page.toString();
  }

  /** The command line with the parser's settings of {@link Seqrec}. */
  static CommandLine commandLine() {
    return new CommandLine(Seqrec.class).setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static void command(StringBuilder page, CommandLine command, String level) {
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName();
    page.append("[#").append(name.replace(' ', '-')).append("]\n");
    page.append(level).append(' ').append(name).append("\n\n");
    spec.usageMessage().width(WIDTH);
    String help = command.getUsageMessage(Help.Ansi.OFF);
    page.append(Adoc.listing("text", help)).append('\n');
    for (CommandLine sub : command.getSubcommands().values()) {
      command(page, sub, level + "=");
    }
  }
}
