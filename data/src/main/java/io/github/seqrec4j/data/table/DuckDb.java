package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.NativeLibrary;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Opens databases in the memory of this process. */
@Internal
public final class DuckDb {

  /**
   * What a database may use.
   *
   * @param megabytes of memory, 10^6 bytes each
   * @param threads at least 1
   * @param spill directory for what does not fit into memory; null for none
   */
  public record Resources(int megabytes, int threads, @Nullable Path spill) {}

  private static final NativeLibrary LIBRARY = NativeLibrary.temporary("DuckDB", 100);

  private DuckDb() {}

  /**
   * A new database, gone when its connection is closed. Results are streamed.
   *
   * @throws SQLException if it cannot be opened
   * @throws SeqrecException if its native library cannot be unpacked or loaded
   */
  public static DuckDBConnection open(Resources resources) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", resources.megabytes() + "MB");
    settings.setProperty("threads", String.valueOf(resources.threads()));
    Path spill = resources.spill();
    settings.setProperty("temp_directory", spill == null ? "" : spill.toString());
    // What is read is local; nothing is to be fetched at run time.
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("jdbc_stream_results", "true");
    try {
      return DriverManager.getConnection("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class);
    } catch (LinkageError e) {
      throw LIBRARY.failure(e);
    }
  }

  /**
   * One file as SQL names it where a pattern may stand, whatever its path: absolute, so that it is
   * no address; its wildcards in brackets, so that no other file matches.
   */
  static String pattern(Path file) {
    String path = file.toAbsolutePath().normalize().toString();
    return "'" + path.replaceAll("[*?\\[]", "[$0]").replace("'", "''") + "'";
  }

  /** The first line of what a database says, without its advice on its own settings. */
  public static String message(SQLException e) {
    String text = String.valueOf(e.getMessage()).strip();
    return Problems.shown(text.lines().findFirst().orElse(text));
  }

  /** A failure that is nobody's data. */
  public static SeqrecException failure(String what, SQLException e) {
    String message = message(e);
    return new SeqrecException(
        what
            + ": "
            + message
            + (message.contains("Out of Memory")
                ? "; raise seqrec4j.data.ingest.memory-megabytes or lower seqrec4j.data.ingest.threads"
                : ""),
        e);
  }
}
