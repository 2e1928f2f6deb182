package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDManager;
import ai.djl.util.Ec2Utils;

/** Starts the engine in a process of its own and prints whether DJL tried to report its use. */
final class ReportsProbe {

  private ReportsProbe() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    try (NDManager manager = NativeEngine.newManager()) {
      var lastReport = Ec2Utils.class.getDeclaredField("lastCheckIn");
      lastReport.setAccessible(true);
      System.out.println(
          "reported="
              + (lastReport.getLong(null) > 0)
              + ", OPT_OUT_TRACKING="
              + System.getProperty("OPT_OUT_TRACKING")
              + (manager.isOpen() ? "" : ", closed"));
    }
  }
}
