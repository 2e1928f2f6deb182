package io.github.seqrec4j.spark;

import java.lang.reflect.Method;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;

/**
 * A stage whose tasks all run at once, or not at all. Spark has no Java interface for it: what
 * Scala's takes, a function and a class tag, is found by name, on either line of Scala.
 */
final class BarrierStage {

  private BarrierStage() {}

  /** The same rows, by tasks that run at once. */
  static JavaRDD<Integer> of(JavaRDD<Integer> rows) {
    Object barrier = rows.rdd().barrier();
    try {
      Object identity = Class.forName("scala.Predef").getMethod("$conforms").invoke(null);
      Object tag = JavaRDD.class.getMethod("classTag").invoke(rows);
      for (Method method : barrier.getClass().getMethods()) {
        if (method.getName().equals("mapPartitions")) {
          @SuppressWarnings("unchecked") // rows as they were
          RDD<Integer> same = (RDD<Integer>) method.invoke(barrier, identity, true, tag);
          return same.toJavaRDD();
        }
      }
      throw new NoSuchMethodException("mapPartitions");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "barrier mode: not as in Spark 3.5: " + e + "; train without it", e);
    }
  }
}
