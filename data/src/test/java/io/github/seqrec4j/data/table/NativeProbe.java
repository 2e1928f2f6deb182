package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.ByteProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Starts native libraries in a process of its own and prints why they did not start, twice. */
final class NativeProbe {

  private NativeProbe() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    for (int time = 0; time < 2; time++) {
      try {
        DuckDb.open(new DuckDb.Resources(100, 1, null)).close();
      } catch (SeqrecException e) {
        System.out.println(e.getMessage());
      }
      try {
        Input.open(Path.of(arguments[0]), ByteProgress.NONE).close();
      } catch (SeqrecException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
