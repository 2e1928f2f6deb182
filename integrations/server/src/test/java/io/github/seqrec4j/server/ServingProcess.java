package io.github.seqrec4j.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, for what would harm that of the tests. */
final class ServingProcess {

  private ServingProcess() {}

  /** Serves until it is killed, and prints where. */
  @SuppressWarnings("SystemOut") // read by the test
  public static void main(String[] args) throws InterruptedException {
    try (RecommendationServer server = serve(Path.of(args[0]), Path.of(args[1]))) {
      System.out.println(server.address());
      Thread.currentThread().join();
    }
  }

  /** The same in this process. */
  static RecommendationServer serve(Path bundle, Path journal) {
    return RecommendationServer.of(bundle)
        .spec(ServerSpec.builder().port(0).reloadSeconds(0).build())
        .adminToken(LiveItems.TOKEN)
        .journal(journal)
        .start();
  }

  /**
   * Begins one.
   *
   * @param before what Java is started by, such as a shell that sets limits; empty for nothing
   */
  static Process begin(List<String> before, Path bundle, Path journal) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            ServingProcess.class.getName(),
            bundle.toString(),
            journal.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Waits until it serves. */
  static Client client(Process process) throws IOException {
    return new Client(URI.create(process.inputReader().readLine()));
  }
}
