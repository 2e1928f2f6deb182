package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.config.ComponentDescription;
import io.github.seqrec4j.api.config.ComponentDescription.OptionDescription;
import io.github.seqrec4j.training.RunSpec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code seqrec components}. */
@Command(
    name = "components",
    description = "Lists every registered component with its options and their defaults.",
    mixinStandardHelpOptions = true)
final class ComponentsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec command;

  ComponentsCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = Console.of(command).out();
    String kind = "";
    for (ComponentDescription component : ComponentDescription.all(RunSpec.class)) {
      if (!component.kind().equals(kind)) {
        kind = component.kind();
        out.println();
        out.println(kind);
      }
      out.printf("  %s  %s%n", component.type(), component.description());
      if (!component.source().isEmpty()) {
        out.printf("      %s%n", component.source());
      }
      for (OptionDescription option : component.options()) {
        out.printf(
            "      %-18s = %-20s %s%n", option.key(), option.defaultValue(), option.description());
      }
    }
    out.flush();
    return 0;
  }
}
