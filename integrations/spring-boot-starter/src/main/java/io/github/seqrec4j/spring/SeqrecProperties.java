package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.ServingEngine;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
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
 * @param catalogue What changes the items of the model while it serves.
 */
@ConfigurationProperties("seqrec4j")
public record SeqrecProperties(
    String model,
    @DefaultValue("auto") ServingEngine engine,
    @DefaultValue Reload reload,
    @DefaultValue Catalogue catalogue) {

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

  /**
   * What changes the items of the model while it serves.
   *
   * @param journal File that keeps items added and retired by the bean LiveCatalogue, which is
   *     there if this is set. It is made when needed, and its changes are made again at the next
   *     start. A relative path starts at the working directory of the process.
   */
  public record Catalogue(@Nullable String journal) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the journal is blank, or on the class path
     */
    @Internal
    public Catalogue {
      if (journal != null && (journal.isBlank() || journal.startsWith(ModelSource.CLASS_PATH))) {
        throw new UsageException(
            "seqrec4j.catalogue.journal must be a file that can be written: '"
                + journal
                + "'; name one beside the model, such as runs/current/items.journal, or leave the"
                + " property out");
      }
    }
  }
}
