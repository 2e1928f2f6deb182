package io.github.seqrec4j.study;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts processes that train: this Java, its options and its class path, with the jars of plug-ins
 * that the context class loader has, on a number of threads.
 */
final class WorkerProcess {

  /** Options of this Java that are for this process alone: debuggers, archives, a terminal. */
  private static final String OWN_OPTIONS =
      "-(agentlib|agentpath|Xrun).*|-XX:(ActiveProcessorCount|ArchiveClassesAtExit).*"
          + "|-Dseqrec4j\\.interactive=.*";

  private WorkerProcess() {}

  /** Starts one; what it says is added to the log of its folder. */
  static Process start(WorkOrder order) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(order));
    Map<String, String> environment = builder.environment();
    environment.put("OMP_NUM_THREADS", String.valueOf(order.threads()));
    environment.putIfAbsent("OPT_OUT_TRACKING", "true");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(new RunFolder(order.directory()).log().toFile()))
        .start();
  }

  private static List<String> command(WorkOrder order) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.matches(OWN_OPTIONS))
        .forEach(command::add);
    command.add("-XX:ActiveProcessorCount=" + order.threads());
    command.add("-cp");
    command.add(classPath());
    command.add(StudyWorker.class.getName());
    command.addAll(order.arguments());
    return command;
  }

  private static String classPath() {
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    for (ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader plugins) {
        for (URL url : plugins.getURLs()) {
          path.append(File.pathSeparator).append(file(url));
        }
      }
    }
    return path.toString();
  }

  private static Path file(URL url) {
    try {
      return Path.of(url.toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(url + ": no name of a file", e);
    }
  }
}
