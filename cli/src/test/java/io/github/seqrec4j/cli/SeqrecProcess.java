package io.github.seqrec4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line in a process of its own, as the launcher starts it. */
final class SeqrecProcess {

  private SeqrecProcess() {}

  /** What runs these arguments, by the class path of this process. */
  static ProcessBuilder of(List<String> arguments) {
    return of(List.of(), arguments);
  }

  /** With options for Java, such as {@code -Duser.language=ar}. */
  static ProcessBuilder of(List<String> javaOptions, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Seqrec.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }
}
