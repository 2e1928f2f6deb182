package io.github.seqrec4j.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** What the driver sets of Hadoop, such as the keys of object stores, on its way to executors. */
final class HadoopSettings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final HashMap<String, String> settings = new HashMap<>();
  private transient @Nullable Configuration made;

  /** Those that differ from what every process has of itself. */
  HadoopSettings(Configuration driver) {
    Configuration executors = new Configuration();
    for (Map.Entry<String, String> setting : driver) {
      String value = driver.getRaw(setting.getKey());
      if (value != null && !value.equals(executors.getRaw(setting.getKey()))) {
        settings.put(setting.getKey(), value);
      }
    }
  }

  /** As the driver has it; not to be changed. */
  synchronized Configuration configuration() {
    if (made == null) {
      Configuration configuration = new Configuration();
      settings.forEach(configuration::set);
      made = configuration;
    }
    return made;
  }
}
