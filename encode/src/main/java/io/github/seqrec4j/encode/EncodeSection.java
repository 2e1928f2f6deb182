package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.config.ConfigSection;

/** {@code seqrec4j.encode} of a configuration: how features are made. */
public final class EncodeSection implements ConfigSection {

  /** Its key. */
  public static final String KEY = "encode";

  /** For the service loader. */
  public EncodeSection() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<EncodeSpec> spec() {
    return EncodeSpec.class;
  }
}
