package io.github.seqrec4j.spring;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/** Where a property is set, for messages. */
final class PropertyOrigin {

  private PropertyOrigin() {}

  /** Such as a line of a file, in brackets behind a space; empty if that is not known. */
  static String of(String property, Environment environment) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty found = source.getConfigurationProperty(name);
      if (found != null) {
        return found.getOrigin() == null ? "" : " (" + found.getOrigin() + ")";
      }
    }
    return "";
  }
}
