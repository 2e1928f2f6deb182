package io.github.seqrec4j.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.util.List;

/** How code handles the engine's arrays: ours, and that of plug-ins who want it to hold. */
final class ArrayRules {

  /** Reads features from the disk into a buffer that it keeps, and views that. */
  private static final String FEATURES = "io.github.seqrec4j.training.ItemFeatures";

  /** Copies out of a buffer that lives as long as the class, and closes the view at once. */
  private static final String PARAMETERS = "io.github.seqrec4j.runtime.SafeTensorsFile";

  static final ArchRule FIRST_MANAGER =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(NativeEngine.class.getName())
          .should()
          .callMethod(NDManager.class, "newBaseManager")
          .orShould()
          .callMethod(NDManager.class, "newBaseManager", Device.class)
          .orShould()
          .callMethod(NDManager.class, "newBaseManager", String.class)
          .orShould()
          .callMethod(NDManager.class, "newBaseManager", Device.class, String.class)
          .because("NativeEngine.newManager() is the door to the engine");

  static final ArchRule VALUES =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(HostArrays.class.getName())
          .and()
          .doNotHaveFullyQualifiedName(FEATURES)
          .and()
          .doNotHaveFullyQualifiedName(PARAMETERS)
          .should()
          .accessTargetWhere(createsFromValues())
          .because("DJL leaves such memory to the garbage collector: see HostArrays");

  private ArrayRules() {}

  /** Numbers of Java's in an operation that a backward pass follows. */
  static ArchRule numbers(String operation, String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .callMethod(NDArray.class, operation, Number.class)
        .because("a backward pass would read a buffer that Java has let go of: see Scale");
  }

  private static DescribedPredicate<JavaAccess<?>> createsFromValues() {
    return DescribedPredicate.describe(
        "NDManager.create(values of Java's, ...)",
        access ->
            access instanceof JavaCall<?> call
                && call.getTargetOwner().isAssignableTo(NDManager.class)
                && call.getName().equals("create")
                && isValues(call.getTarget().getRawParameterTypes()));
  }

  private static boolean isValues(List<JavaClass> parameters) {
    JavaClass first = parameters.get(0);
    return first.isArray() || first.isAssignableTo(java.nio.Buffer.class);
  }
}
