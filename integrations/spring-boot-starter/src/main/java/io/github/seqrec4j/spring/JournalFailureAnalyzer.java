package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Tells of a journal that cannot be used what it is, where it is configured, and what to do. */
final class JournalFailureAnalyzer extends AbstractFailureAnalyzer<JournalUnavailableException> {

  private static final String JOURNAL = "seqrec4j.catalogue.journal";

  private final Environment environment;

  JournalFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, JournalUnavailableException failure) {
    RuntimeException why = failure.why();
    return new FailureAnalysis(
        "The items of the model cannot be changed by the journal '"
            + failure.configured()
            + "' of property "
            + JOURNAL
            + PropertyOrigin.of(JOURNAL, environment)
            + ":\n\n    "
            + (why.getMessage() == null ? why.toString() : why.getMessage()),
        action(why),
        failure);
  }

  private static String action(RuntimeException why) {
    if (why instanceof UncheckedIOException || why instanceof InvalidPathException) {
      return "Set "
          + JOURNAL
          + " to a file that the process may write, in a folder that is there. A relative path starts"
          + " at "
          + Path.of("").toAbsolutePath()
          + ".";
    }
    if (why instanceof UsageException || why instanceof DataException) {
      return "Do as it says. If the model is one whose items are not to change, leave "
          + JOURNAL
          + " out.";
    }
    return ModelFailureAnalyzer.DEFECT;
  }
}
