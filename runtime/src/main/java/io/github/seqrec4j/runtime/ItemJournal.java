package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.runtime.JournalLines.Head;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of a catalogue in a file, in their order: a line for each, as {@link JournalLines} has
 * them; the first line says to which bundle they were made. A change is on disk before it is made.
 * What a crash left of a last line is dropped, with a warning; a line before it that is damaged is
 * an error. One process at a time has it open.
 */
final class ItemJournal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveCatalogue.class);
  private static final String REMEDY =
      "restore it from a copy, or move it away and add the items again";
  private static final String ELSEWHERE = "name another journal";

  private final Path file;
  private final ProcessLock lock;
  private FileChannel channel;
  private String bundle;
  private final List<ItemChange> changes = new ArrayList<>();

  private ItemJournal(Path file, ProcessLock lock, FileChannel channel, String bundle) {
    this.file = file;
    this.lock = lock;
    this.channel = channel;
    this.bundle = bundle;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param bundle identity of the bundle to which changes are made, for a new one
   * @throws io.github.seqrec4j.api.UsageException if another has it open
   * @throws DataException if it is damaged
   */
  @SuppressWarnings("MustBeClosedChecker") // handed over, or closed below
  static ItemJournal open(Path file, String bundle) {
    try {
      ProcessLock lock =
          ProcessLock.take(
              file.resolveSibling(file.getFileName() + ".lock"),
              holder -> file + ": is in use by " + holder + "; " + ELSEWHERE);
      try {
        if (!Files.exists(file)) {
          AtomicFiles.write(file, out -> out.write(JournalLines.of(head(bundle))));
        }
        ItemJournal journal = new ItemJournal(file, lock, channel(file), bundle);
        try {
          journal.read();
        } catch (IOException | RuntimeException e) {
          journal.channel.close();
          throw e;
        }
        return journal;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e, ELSEWHERE);
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private void read() throws IOException {
    long whole = 0; // bytes of whole lines
    int number = 0;
    boolean dropped = false;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        if (dropped) {
          throw damaged(number, "its checksum is another");
        }
        number++;
        String text = JournalLines.text(line.toByteArray());
        if (text == null) {
          dropped = true; // unless a line follows it
        } else {
          take(number, text);
          whole += line.size() + 1L;
        }
        line.reset();
      }
    }
    long length = channel.size();
    if (whole == 0) {
      throw damaged(1, "it has no first line");
    }
    if (whole < length) {
      LOG.warn(
          "{}: the last {} bytes are of a change that was broken off when it was written, and are"
              + " dropped; it was never made",
          file,
          length - whole);
      channel.truncate(whole);
      channel.force(true);
    }
    channel.position(whole);
  }

  private void take(int number, String text) throws IOException {
    FileBoundary.read(
        file + ": " + number,
        REMEDY,
        () -> {
          if (number == 1) {
            Head head = JournalLines.head(text);
            if (head.journal() != JournalLines.FORMAT) {
              throw damaged(
                  number,
                  "format "
                      + head.journal()
                      + ", this version reads format "
                      + JournalLines.FORMAT);
            }
            bundle = head.bundle();
          } else {
            ItemChange change = JournalLines.change(text);
            if (change == null) {
              throw damaged(number, "none of put, retire and restore");
            }
            changes.add(change);
          }
          return number;
        });
  }

  private DataException damaged(int number, String what) {
    return FileBoundary.damaged(file + ": " + number, what, REMEDY);
  }

  /** Identity of the bundle to which the changes were made. */
  String bundle() {
    return bundle;
  }

  /** What it held when it was opened. */
  List<ItemChange> changes() {
    return List.copyOf(changes);
  }

  /**
   * Brings a change to disk.
   *
   * @throws UncheckedIOException if it cannot be written; the journal is then as before
   */
  void append(ItemChange change) {
    ByteBuffer bytes = ByteBuffer.wrap(JournalLines.of(change));
    try {
      long before = channel.position();
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(before);
        channel.position(before);
        throw e;
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e, ELSEWHERE);
    }
  }

  /** Replaces all changes by others, which were made to a bundle. */
  void rewrite(String identity, List<ItemChange> others) {
    try {
      AtomicFiles.write(
          file,
          out -> {
            out.write(JournalLines.of(head(identity)));
            for (ItemChange change : others) {
              out.write(JournalLines.of(change));
            }
          });
      channel.close();
      channel = channel(file);
      channel.position(channel.size());
      bundle = identity;
    } catch (IOException e) {
      throw WriteFailure.of(file, e, ELSEWHERE);
    }
  }

  private static Head head(String identity) {
    return new Head(JournalLines.FORMAT, identity);
  }

  @Override
  public void close() {
    try (lock) {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }
}
