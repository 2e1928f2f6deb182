package io.github.seqrec4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The kernels of training, evaluating and serving, each alone, by JMH: a table, and the same with
 * every iteration as JSON.
 *
 * <p>Usage: {@code Kernels [REGEX] [OPTION]...}, the regular expression and the options being those
 * of JMH ({@code -h} lists them); without {@code -rff FILE} the JSON is written to {@value #JSON}.
 * A quick look that all of them run: {@code Kernels -f 0 -wi 0 -i 1 -r 1}, whose numbers mean
 * nothing.
 */
public final class Kernels {

  private static final String JSON = "benchmarks/target/kernels.json";

  private Kernels() {}

  public static void main(String[] arguments) throws RunnerException, IOException {
    CommandLineOptions options;
    try {
      options = new CommandLineOptions(arguments);
    } catch (CommandLineOptionException e) {
      System.err.println(e.getMessage());
      System.err.println("usage: Kernels [REGEX] [OPTION OF JMH]...");
      System.exit(2);
      return;
    }
    if (options.shouldHelp()) {
      options.showHelp();
      return;
    }
    if (options.shouldList()) {
      new Runner(options).list();
      return;
    }
    ChainedOptionsBuilder builder = new OptionsBuilder().parent(options);
    if (!options.getResult().hasValue()) {
      Path file = Path.of(JSON);
      Files.createDirectories(file.toAbsolutePath().getParent());
      builder.resultFormat(ResultFormatType.JSON).result(file.toString());
    }
    new Runner(builder.build()).run();
  }
}
