package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.imports.Importer;
import java.util.List;

/**
 * The format of an import, with its options.
 *
 * @param format the importer
 */
record ImportFormat(@Option("how the source is written") Importer format) {

  private static final String ROOT = "import";

  /**
   * The importer of a name.
   *
   * @param set its options, {@code key=value} each
   * @throws IllegalArgumentException if there is none of this name
   * @throws ConfigException if an option is unknown or out of range
   */
  static Importer of(String name, List<String> set) {
    Importer standard = Components.of(Importer.class).get(name);
    if (set.isEmpty()) {
      return standard;
    }
    String path = ROOT + ".format." + name + ".";
    try {
      return ConfigSource.parse(
              path.substring(0, path.length() - name.length() - 1) + "type = " + name,
              "importer " + name,
              ROOT,
              set.stream().map(each -> path + each).toList())
          .bind(ROOT, ImportFormat.class)
          .format();
    } catch (ConfigException e) { // as it was typed
      throw new ConfigException(
          String.valueOf(e.getMessage()).lines().map(line -> line.replace(path, "")).toList());
    }
  }
}
