package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.ServingEngine;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * What an application's configuration says of its model.
 *
 * @param model Directory of the model bundle, or where it is as 'file:' or 'classpath:'. A relative
 *     path starts at the working directory of the process.
 * @param engine What computes the answers. 'auto' takes plain Java wherever the model has a Java
 *     form, else PyTorch, which must then be on the class path.
 * @param reload When the model is loaded anew.
 */
@ConfigurationProperties("seqrec4j")
public record SeqrecProperties(
    String model, @DefaultValue("auto") ServingEngine engine, @DefaultValue Reload reload) {

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if no model is named
   */
  @Internal
  public SeqrecProperties {
    if (model.isBlank()) {
      throw new UsageException(
          "seqrec4j.model must not be blank; name the directory of a model, such as"
              + " runs/current/model, or leave the property out");
    }
  }

  /**
   * When the model is loaded anew.
   *
   * @param interval How often the model's files are looked at for a change, in seconds unless the
   *     value has a unit; 0 is never. A changed model is loaded beside the one that serves, and
   *     takes over between two requests.
   */
  public record Reload(@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration interval) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the interval is negative
     */
    @Internal
    public Reload {
      if (interval.isNegative()) {
        throw new UsageException(
            "seqrec4j.reload.interval must not be negative: "
                + interval
                + "; 0 never looks for another model");
      }
    }
  }
}
