package io.github.seqrec4j.training;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what the engine's managers own in this process, by what they print of themselves. */
final class NativeArrays {

  private static final Pattern COUNT = Pattern.compile("resource count: (\\d+)");

  private NativeArrays() {}

  /** Arrays and managers alive, over all managers. */
  static long count() {
    PrintStream standard = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (NDManager manager = NDManager.newBaseManager();
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      ((BaseNDManager) manager.getParentManager()).debugDump(0);
    } finally {
      System.setOut(standard);
    }
    long count = 0;
    Matcher matcher = COUNT.matcher(printed.toString(StandardCharsets.UTF_8));
    while (matcher.find()) {
      count += Long.parseLong(matcher.group(1));
    }
    if (count == 0) {
      throw new IllegalStateException("the engine printed no count: " + printed);
    }
    return count;
  }
}
