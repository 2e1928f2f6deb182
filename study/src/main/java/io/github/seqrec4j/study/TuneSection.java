package io.github.seqrec4j.study;

import io.github.seqrec4j.api.config.ConfigSection;

/** {@code seqrec4j.tune} of a configuration: which options are tuned, and how. */
public final class TuneSection implements ConfigSection {

  /** Its key. */
  public static final String KEY = "tune";

  /** For the service loader. */
  public TuneSection() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<TuneSpec> spec() {
    return TuneSpec.class;
  }
}
