package io.github.seqrec4j.server;

import io.github.seqrec4j.api.config.ConfigSection;

/** {@code seqrec4j.server} of a configuration: how a model is served. */
public final class ServerSection implements ConfigSection {

  /** Its key. */
  public static final String KEY = "server";

  /** For the service loader. */
  public ServerSection() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<ServerSpec> spec() {
    return ServerSpec.class;
  }
}
