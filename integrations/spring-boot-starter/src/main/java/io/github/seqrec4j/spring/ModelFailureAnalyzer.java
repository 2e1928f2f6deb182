package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Tells of a model that cannot be served what it is, where it is configured, and what to do. */
final class ModelFailureAnalyzer extends AbstractFailureAnalyzer<ModelUnavailableException> {

  /** What to do about what nobody foresaw. */
  static final String DEFECT =
      "This is a defect of seqrec4j or of a plug-in of the model. To see where it comes from,"
          + " set logging.level.org.springframework.boot.diagnostics=debug.";

  private final Environment environment;

  ModelFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ModelUnavailableException failure) {
    RuntimeException why = failure.why();
    return new FailureAnalysis(
        "The model '"
            + failure.configured()
            + "' of property seqrec4j.model"
            + PropertyOrigin.of("seqrec4j.model", environment)
            + " cannot be served:\n\n    "
            + (why.getMessage() == null ? why.toString() : why.getMessage()),
        action(why),
        failure);
  }

  private static String action(RuntimeException why) {
    if (why instanceof ConfigException) {
      return "Put on the class path what the model was trained with: a plug-in's jar, if it names a"
          + " part of one. A model of a newer seqrec4j needs that version.";
    }
    if (why instanceof DataException || why instanceof InvalidPathException) {
      return "Set seqrec4j.model to a directory that a training wrote, the one that holds"
          + " bundle.json. A relative path starts at "
          + Path.of("").toAbsolutePath()
          + "; 'classpath:' reads from the application's jars.";
    }
    if (why instanceof UncheckedIOException) {
      return "Check that the process may read the files of the model, and write to the temporary"
          + " directory for one on the class path.";
    }
    if (why instanceof SeqrecException || why instanceof UsageException) {
      return "Set seqrec4j.engine to 'auto'. PyTorch must be on the class path for a model without"
          + " a Java form, and if the engine is 'pytorch'.";
    }
    return DEFECT;
  }
}
