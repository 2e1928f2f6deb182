package io.github.seqrec4j.api.files;

/** Hears how far a long reading or fetching of bytes is, for whoever watches. */
public interface ByteProgress {

  /** Tells nobody. */
  ByteProgress NONE =
      new ByteProgress() {
        @Override
        public void begin(String what, long done, long total) {}

        @Override
        public void advance(long bytes) {}

        @Override
        public void end() {}
      };

  /**
   * Something begins.
   *
   * @param what what it is, in a few words
   * @param done bytes that are done already
   * @param total bytes in all, or -1 where nobody knows
   */
  void begin(String what, long done, long total);

  /** So many bytes more are done. */
  void advance(long bytes);

  /** What began is over, well or not. */
  void end();
}
