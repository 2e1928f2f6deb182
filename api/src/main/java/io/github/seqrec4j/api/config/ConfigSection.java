package io.github.seqrec4j.api.config;

import io.github.seqrec4j.api.ClassLoaders;
import io.github.seqrec4j.api.Internal;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * A section of a configuration file that a module beside the recommender declares and reads, such
 * as {@code encode}: it stands under the root beside the keys of the spec, and is checked with them
 * whoever binds the file. Registered in {@code META-INF/services}.
 */
@Internal
public interface ConfigSection {

  /** Its key under the root, in kebab-case. */
  String key();

  /** What it binds to. */
  Class<? extends Record> spec();

  /** All sections of the class path by key. */
  static Map<String, Class<? extends Record>> all() {
    Map<String, Class<? extends Record>> all = new TreeMap<>();
    for (ConfigSection section :
        ServiceLoader.load(ConfigSection.class, ClassLoaders.of(ConfigSection.class))) {
      all.put(section.key(), section.spec());
    }
    return all;
  }
}
