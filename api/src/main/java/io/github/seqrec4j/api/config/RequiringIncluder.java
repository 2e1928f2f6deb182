package io.github.seqrec4j.api.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Includes of files that must exist, beside the including one: HOCON by itself passes over a
 * missing file in silence, or takes one of that name from the class path.
 */
final class RequiringIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  private static final String FILES_ONLY = "a configuration is made of files only";

  private final List<Path> including; // outermost first; empty for text

  private RequiringIncluder(List<Path> including) {
    this.including = List.copyOf(including);
  }

  /** Parses a file and what it includes. */
  static Config parse(Path file) {
    return parse(file, List.of());
  }

  private static Config parse(Path file, List<Path> outer) {
    List<Path> chain = new ArrayList<>(outer);
    chain.add(file);
    return ConfigFactory.parseFile(
        file.toFile(),
        ConfigParseOptions.defaults()
            .setAllowMissing(false)
            .setSyntax(ConfigSyntax.CONF)
            .setIncluder(new RequiringIncluder(chain)));
  }

  /** Parses text, which cannot include anything. */
  static Config parse(String text, String description) {
    return ConfigFactory.parseString(
        text,
        ConfigParseOptions.defaults()
            .setOriginDescription(description)
            .setIncluder(new RequiringIncluder(List.of())));
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    if (including.isEmpty()) {
      throw refused(what, "text includes nothing");
    }
    return include(what, including.get(including.size() - 1).resolveSibling(what));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(what.getPath(), what.toPath());
  }

  private ConfigObject include(String what, Path file) {
    if (!Files.isRegularFile(file)) {
      throw refused(what, "no such file beside the including one; write its full name, with .conf");
    }
    Path real = file.toAbsolutePath().normalize();
    for (Path outer : including) {
      if (outer.toAbsolutePath().normalize().equals(real)) {
        throw refused(what, "it includes this file in turn; take one of the two includes away");
      }
    }
    return parse(file, including).root();
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused(what.toString(), FILES_ONLY);
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refused(what, FILES_ONLY);
  }

  private ConfigException refused(String what, String why) {
    String place = including.isEmpty() ? "" : place(including.get(including.size() - 1), what);
    return new ConfigException.Generic(place + "cannot include '" + what + "': " + why);
  }

  /** File and line of an include statement; the parser does not tell its includer the line. */
  private static String place(Path file, String what) {
    List<String> lines;
    try {
      lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.matches("(?!#|//).*\\binclude\\b.*") && line.contains('"' + what + '"')) {
        return file + ": " + (i + 1) + ": ";
      }
    }
    return file + ": ";
  }
}
