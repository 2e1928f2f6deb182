package io.github.seqrec4j.api.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells of the bytes that go through. */
public final class CountedInputStream extends FilterInputStream {

  private final ByteProgress progress;

  /** Over another stream, which it closes. */
  public CountedInputStream(InputStream in, ByteProgress progress) {
    super(in);
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      progress.advance(1);
    }
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) {
      progress.advance(count);
    }
    return count;
  }
}
