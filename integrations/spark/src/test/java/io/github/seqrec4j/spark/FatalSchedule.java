package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The same rate at all steps; the first executor that comes to one of them ends, without a goodbye.
 *
 * @param deadly step
 * @param marker file that the executor leaves
 * @param driver process that is spared
 */
@Description("ends the process that comes to a step first")
public record FatalSchedule(
    @Option("step") int deadly, @Option("file") String marker, @Option("process") String driver)
    implements Schedule {

  /** Spares all. */
  public FatalSchedule() {
    this(0, "", "");
  }

  @Override
  public String type() {
    return "fatal";
  }

  @Override
  public double factor(long step, long steps) {
    String own = String.valueOf(ProcessHandle.current().pid());
    if (step == deadly && !own.equals(driver) && !Files.exists(Path.of(marker))) {
      try {
        Files.createFile(Path.of(marker));
        Runtime.getRuntime().halt(137);
      } catch (FileAlreadyExistsException e) {
        return 1; // it is another executor's turn
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return 1;
  }
}
