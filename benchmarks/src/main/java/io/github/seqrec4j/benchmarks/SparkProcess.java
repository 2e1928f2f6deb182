package io.github.seqrec4j.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Java processes in which Spark runs, with the memory and the open packages that it takes. */
final class SparkProcess {

  private static final String INSIDE = "SPARK_SCALA_VERSION"; // read by Spark's own launcher too
  private static final String LINE = "2.13";

  private SparkProcess() {}

  /** Whether this is one. */
  static boolean isInside() {
    return System.getenv(INSIDE) != null;
  }

  /**
   * Runs a program in a process of its own; it finds {@link #isInside} true.
   *
   * @param megabytes of heap at most
   * @param scratch folder for what Spark writes
   */
  static void run(Class<?> program, int megabytes, Path scratch, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + megabytes + "m");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    command.addAll(opens());
    command.add("-cp");
    command.add(classPath()); // executors work in folders of their own
    command.add(program.getName());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    process.environment().put(INSIDE, LINE);
    process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Path home = scratch.toAbsolutePath().resolve("spark-home");
    Files.createDirectories(home.resolve("jars"));
    process.environment().put("SPARK_HOME", home.toString());
    Process child = process.start();
    Thread end = new Thread(child::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    int status = child.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    if (status != 0) {
      throw new IllegalStateException(program.getSimpleName() + " ended with status " + status);
    }
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(each -> Path.of(each).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> opens() {
    List<String> opens = new ArrayList<>();
    for (String name :
        List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "jdk.internal.ref",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar")) {
      opens.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
    }
    return opens;
  }

  /** A session whose files are all below a folder. */
  static SparkSession.Builder session(String master, Path scratch) {
    return SparkSession.builder()
        .master(master)
        .appName("benchmark")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toString())
        .config("spark.local.dir", scratch.resolve("local").toString())
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"));
  }
}
