package io.github.seqrec4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of one format, and what reads them.
 *
 * @param name of the format
 * @param share of the inputs, in parts of the sum of all shares
 * @param files that are changed, one at a time
 * @param seal puts right what vouches for a file that was changed
 * @param reader reads all of them
 */
record FuzzTarget(String name, int share, List<Path> files, Seal seal, Reader reader) {

  /** Puts checksums right. */
  @FunctionalInterface
  interface Seal {
    /** Nothing vouches for the file, or what does is to notice. */
    Seal NONE = file -> {};

    /** After a file was changed. */
    void accept(Path file) throws IOException;
  }

  /** Reads files. */
  @FunctionalInterface
  interface Reader {
    /**
     * All that the format has.
     *
     * @throws io.github.seqrec4j.api.SeqrecException if it is refused
     */
    void run() throws IOException;
  }
}
