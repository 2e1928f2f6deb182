package io.github.seqrec4j.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs contracts on components with a fault, and says which tests failed and how. */
final class BrokenCases {

  private static final String KEY = "seqrec4j.testkit.broken";

  private BrokenCases() {}

  static Events run(Class<?> contract) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .configurationParameter(KEY, "true")
        .execute()
        .testEvents();
  }

  /** Messages of failed tests by method. */
  static Map<String, String> failures(Events tests) {
    Map<String, String> failures = new TreeMap<>();
    for (Event event : tests.failed().list()) {
      String method = event.getTestDescriptor().getDisplayName().replace("()", "");
      String message =
          event
              .getRequiredPayload(TestExecutionResult.class)
              .getThrowable()
              .map(Throwable::toString)
              .orElse("");
      failures.put(method, message);
    }
    return failures;
  }

  static Map<String, String> failures(Class<?> contract) {
    return failures(run(contract));
  }

  /** Keeps runners that pick up nested classes from running the broken cases as tests. */
  static final class OnlyHere implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context.getConfigurationParameter(KEY).isPresent()
          ? ConditionEvaluationResult.enabled("run by the test of the contract")
          : ConditionEvaluationResult.disabled("broken on purpose");
    }
  }
}
