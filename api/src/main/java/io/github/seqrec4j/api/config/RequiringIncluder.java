package io.github.seqrec4j.api.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.net.URL;

/** Includes that must exist: HOCON by itself passes over a missing file in silence. */
final class RequiringIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    ConfigParseable relative = context.relativeTo(what);
    if (relative == null) {
      throw missing(what, null);
    }
    try {
      return relative.parse(context.parseOptions().setAllowMissing(false));
    } catch (ConfigException.IO e) {
      throw missing(what, e);
    }
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    try {
      return ConfigFactory.parseFile(what, context.parseOptions().setAllowMissing(false)).root();
    } catch (ConfigException.IO e) {
      throw missing(what.getPath(), e);
    }
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw new ConfigException.Generic(
        "cannot include '" + what + "': a configuration is made of local files only");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    try {
      return ConfigFactory.parseResources(what, context.parseOptions().setAllowMissing(false))
          .root();
    } catch (ConfigException.IO e) {
      throw missing("classpath:" + what, e);
    }
  }

  private static ConfigException missing(
      String what, @org.jspecify.annotations.Nullable Throwable cause) {
    return new ConfigException.Generic(
        "cannot include '"
            + what
            + "': no such file beside the including one; write its full name, with .conf",
        cause);
  }
}
