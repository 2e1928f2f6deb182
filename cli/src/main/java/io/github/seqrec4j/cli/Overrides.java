package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.config.SpecTree;
import io.github.seqrec4j.training.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that change a configuration from the command line. */
final class Overrides {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Overrides a key, for instance --set seqrec4j.training.seed=7.",
        "The value is HOCON, or else plain text. May be repeated."
      })
  private List<String> values = new ArrayList<>();

  Overrides() {}

  List<String> values() {
    return List.copyOf(values);
  }

  /** Says which of them change nothing, as they are options of a component that is not chosen. */
  void tellIdle(RunSpec spec, Console console) {
    Map<String, Object> inUse = Map.of(RunSpec.ROOT, SpecTree.of(spec));
    for (String value : values) {
      String key = value.substring(0, Math.max(0, value.indexOf('='))).strip();
      Object at = inUse;
      Object type = null;
      for (String name : key.split("\\.", -1)) {
        if (!(at instanceof Map<?, ?> tree)) {
          break;
        }
        type = tree.get("type");
        at = tree.get(name);
        if (at == null && type != null) {
          console.say("note: --set %s changes nothing: the type in use is '%s'", key, type);
          break;
        }
      }
    }
  }
}
