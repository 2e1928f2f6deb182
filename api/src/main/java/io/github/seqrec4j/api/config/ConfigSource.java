package io.github.seqrec4j.api.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.github.seqrec4j.api.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A configuration, read and resolved: overrides on top of a file on top of the {@code
 * reference.conf} of the class path.
 */
public final class ConfigSource {

  private static final String TOO_DEEP =
      ": nested too deeply; a configuration needs a dozen levels at most";

  private final Config config;
  private final String description;

  private ConfigSource(Config config, String description) {
    this.config = config;
    this.description = description;
  }

  /**
   * Reads a file; includes are taken relative to it and must exist.
   *
   * @param root the one top-level key a configuration has
   * @param overrides {@code key=value} each, key a full path; the value is HOCON, or plain text
   *     where it is not valid HOCON, so that {@code hit@10} needs no quotes
   * @throws ConfigException naming every problem
   */
  public static ConfigSource load(Path file, String root, List<String> overrides) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(List.of(file + ": no such configuration file"));
    }
    return of(() -> RequiringIncluder.parse(file), file.toString(), root, overrides);
  }

  /**
   * Reads text; it cannot include files.
   *
   * @param description what error messages call the text
   * @throws ConfigException naming every problem
   */
  public static ConfigSource parse(
      String text, String description, String root, List<String> overrides) {
    return of(() -> RequiringIncluder.parse(text, description), description, root, overrides);
  }

  private static ConfigSource of(
      java.util.function.Supplier<Config> source,
      String description,
      String root,
      List<String> overrides) {
    List<String> problems = new ArrayList<>();
    Config set = overrides(overrides, problems);
    try {
      Config reference = ConfigFactory.parseResources(Origins.REFERENCE).withOnlyPath(root);
      Config resolved = set.withFallback(source.get()).withFallback(reference).resolve();
      if (problems.isEmpty()) {
        return new ConfigSource(resolved, description);
      }
    } catch (com.typesafe.config.ConfigException e) {
      problems.add(Origins.message(e));
    } catch (StackOverflowError e) {
      problems.add(description + TOO_DEEP);
    }
    throw new ConfigException(problems);
  }

  private static Config overrides(List<String> overrides, List<String> problems) {
    Config set = ConfigFactory.empty();
    for (String override : overrides) {
      int equals = override.indexOf('=');
      String key = equals < 0 ? override.strip() : override.substring(0, equals).strip();
      if (equals < 0 || key.isEmpty()) {
        problems.add("--set " + override + ": must be written key=value");
        continue;
      }
      try {
        ConfigUtil.splitPath(key);
        set = override(key, override.substring(equals + 1).strip()).withFallback(set);
      } catch (StackOverflowError e) {
        problems.add("--set " + key + TOO_DEEP);
      } catch (com.typesafe.config.ConfigException e) {
        problems.add("--set " + override + ": the key is no path of names: " + e.getMessage());
      }
    }
    return set;
  }

  private static Config override(String key, String text) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setOriginDescription(Origins.SET + key);
    if (isPlain(text)) {
      return ConfigFactory.parseString(key + " = " + ConfigUtil.quoteString(text), options);
    }
    try {
      return ConfigFactory.parseString(key + " = " + text, options);
    } catch (com.typesafe.config.ConfigException.Parse plainText) {
      return ConfigFactory.parseString(key + " = " + ConfigUtil.quoteString(text), options);
    }
  }

  /** Whether HOCON would take a comment or a second key out of a value that is but text. */
  private static boolean isPlain(String text) {
    return text.isEmpty()
        || (!text.matches("(?s)[\"\\[{].*") && text.matches("(?s).*(#|//|,|\\R).*"));
  }

  /**
   * Binds the object at the root to a spec. Sections that other modules declare may stand beside
   * its keys; they are checked, and read by {@link #section}.
   *
   * @param root the one top-level key
   * @throws ConfigException naming every problem: unknown keys, wrong types, values out of range
   */
  public <T extends Record> T bind(String root, Class<T> type) {
    List<String> problems = new ArrayList<>();
    for (String key : new TreeSet<>(config.root().keySet())) {
      if (!key.equals(root)) {
        problems.add(
            Origins.of(config.root().get(key))
                + "unknown key '"
                + key
                + "' at the top level; everything stands in '"
                + root
                + "'");
      }
    }
    Binder binder = new Binder(description, problems);
    T bound = binder.bindRoot(root, type, ConfigSection.all(), config.root().get(root));
    if (!problems.isEmpty() || bound == null) {
      throw new ConfigException(problems);
    }
    return bound;
  }

  /**
   * A section beside the keys of the spec; with its defaults where the file says nothing of it.
   *
   * @param root the one top-level key
   * @param key of the section
   * @throws ConfigException naming every problem in it
   */
  public <T extends Record> T section(String root, String key, Class<T> type) {
    List<String> problems = new ArrayList<>();
    String path = root + "." + key;
    ConfigValue value = config.hasPath(path) ? config.getValue(path) : null;
    T bound = new Binder(description, problems).bindSection(path, type, value);
    if (!problems.isEmpty() || bound == null) {
      throw new ConfigException(problems);
    }
    return bound;
  }

  /**
   * This configuration with settings laid over it. They may hold keys of the spec only, not
   * sections of others.
   *
   * @param root the one top-level key, under which the settings' keys stand
   * @throws ConfigException naming each section among them
   */
  public ConfigSource with(String root, Settings settings) {
    List<String> problems = new ArrayList<>();
    for (String section : ConfigSection.all().keySet()) {
      if (settings.object().containsKey(section)) {
        problems.add(
            Origins.of(settings.object().get(section))
                + "'"
                + section
                + "' cannot be set here: it is a section of its own, no part of what is trained");
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new ConfigSource(
        settings.object().toConfig().atPath(root).withFallback(config), description);
  }

  /**
   * All sections that modules on the class path declare, by key.
   *
   * @throws ConfigException naming every problem in the first that has one
   */
  public Map<String, Record> sections(String root) {
    Map<String, Record> sections = new LinkedHashMap<>();
    ConfigSection.all().forEach((key, type) -> sections.put(key, section(root, key, type)));
    return sections;
  }

  /**
   * Where the value at a path was written, such as {@code arts.conf: 7}, or {@code default} where
   * nothing but the reference or the record's default gives it.
   */
  public String origin(String path) {
    if (config.hasPathOrNull(path)) {
      ConfigValue written = Origins.written(config.getValue(path));
      if (written != null) {
        return Origins.describe(written);
      }
    }
    return "default";
  }
}
