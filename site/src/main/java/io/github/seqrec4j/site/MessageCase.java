package io.github.seqrec4j.site;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * A mistake and the command that meets it.
 *
 * @param tag under which pages include the message
 * @param spoil makes the mistake in a good dataset and configuration
 * @param command as a user types it behind {@code ./seqrec}
 * @param expected part of the message by which the case is told from another refusal
 */
record MessageCase(String tag, Spoil spoil, String command, String expected) {

  private static final List<String> FILES_FOLLOW =
      List.of("--config", "--data", "--out", "--model", "report", "check");

  /** The command whose options come next: all cases but a few train. */
  static final String TRAIN = "train --config shop.conf --data shop --out run";

  /** Makes a mistake. */
  @FunctionalInterface
  interface Spoil {

    /** Changes the files of a shop. */
    void in(BrokenShop shop) throws IOException;
  }

  /**
   * Runs the command in a folder; returns command and message as a terminal shows them.
   *
   * @throws IllegalStateException if it is not refused: then a page would show what is not so
   */
  String transcript(Path folder) throws IOException {
    spoil.in(new BrokenShop(folder));
    List<Exception> refusals = new ArrayList<>();
    CommandLine commandLine =
        CommandPart.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(new StringWriter()))
            .setExecutionExceptionHandler(
                (refusal, where, parsed) -> {
                  refusals.add(refusal);
                  return 1;
                });
    int status = commandLine.execute(arguments(folder));
    if (refusals.size() != 1) {
      throw new IllegalStateException(
          "case '%s': './seqrec %s' ended with %d and was not refused; correct the case"
              .formatted(tag, command, status));
    }
    String message = String.valueOf(refusals.get(0).getMessage()).replace(folder + "/", "");
    if (!message.contains(expected)) {
      throw new IllegalStateException(
          "case '%s': expected '%s' in '%s'; correct the case".formatted(tag, expected, message));
    }
    return "$ ./seqrec %s\nseqrec: %s\n# exit status %d"
        .formatted(command, message, status(refusals.get(0)));
  }

  private String[] arguments(Path folder) {
    List<String> arguments = new ArrayList<>();
    String before = "";
    for (String argument : command.split(" ", -1)) {
      boolean file = FILES_FOLLOW.contains(before);
      arguments.add(file ? folder.resolve(argument).toString() : argument);
      before = argument;
    }
    return arguments.toArray(String[]::new);
  }

  /** As the command line ends. */
  private static int status(Exception refusal) {
    if (refusal instanceof DataException) {
      return 3;
    }
    return refusal instanceof ConfigException || refusal instanceof UsageException ? 2 : 1;
  }
}
