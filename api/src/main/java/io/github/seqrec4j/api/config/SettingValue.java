package io.github.seqrec4j.api.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.github.seqrec4j.api.Internal;

/** A value of whatever kind, for a key that is not known yet: see {@link Settings}. */
@Internal
public final class SettingValue {

  private final ConfigValue value;

  SettingValue(ConfigValue value) {
    this.value = value;
  }

  /**
   * Of a number, a truth value, text, or a list of these.
   *
   * @param origin what error messages call the place it comes from
   */
  public static SettingValue of(Object value, String origin) {
    return new SettingValue(ConfigValueFactory.fromAnyRef(value, origin));
  }

  /** As a plain value. */
  Object unwrapped() {
    return value.unwrapped();
  }

  ConfigValue value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SettingValue setting && value.equals(setting.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** As HOCON writes it, text without quotes. */
  @Override
  public String toString() {
    return Settings.text(value);
  }
}
