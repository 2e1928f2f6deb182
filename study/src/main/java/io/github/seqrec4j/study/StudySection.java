package io.github.seqrec4j.study;

import io.github.seqrec4j.api.config.ConfigSection;

/** {@code seqrec4j.study} of a configuration: which combinations of settings are run. */
public final class StudySection implements ConfigSection {

  /** Its key. */
  public static final String KEY = "study";

  /** For the service loader. */
  public StudySection() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<StudySpec> spec() {
    return StudySpec.class;
  }
}
