package io.github.seqrec4j.api.files;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a directory to one at a time, of all threads of all processes. The operating system holds
 * the lock on a file, and lets go of it when the process ends, in whatever way: nothing is ever
 * left to be cleaned up. The file itself stays, as whoever deleted it would take it from under one
 * who waits.
 */
@Internal
public final class ProcessLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessLock.class);

  /** The byte that is locked, behind all text: Windows lets nobody read what is locked. */
  private static final long PLACE = 1L << 30;

  private static final String HERE = "this process";

  /**
   * Files locked or waited for in this process. A system of the POSIX kind knows locks of processes
   * only, and lets go of one as soon as its process closes the file anywhere; so no file that is in
   * here is opened a second time.
   */
  private static final Set<Path> TAKEN = new HashSet<>();

  private final Path file;
  private final FileChannel channel;
  private final boolean exclusive;

  private ProcessLock(Path file, FileChannel channel, boolean exclusive) {
    this.file = file;
    this.channel = channel;
    this.exclusive = exclusive;
  }

  /**
   * Whether no other process can be at work: not so on a file system that knows no locks, where
   * this keeps to one the threads of this process alone.
   */
  public boolean exclusive() {
    return exclusive;
  }

  /**
   * Takes the lock.
   *
   * @param file created when needed, as is its folder
   * @param refusal makes the message of who holds it, such as {@code process 4711}
   * @throws UsageException with this message if it is held
   * @throws IOException if the file cannot be written
   */
  public static ProcessLock take(Path file, UnaryOperator<String> refusal) throws IOException {
    Path real = real(file);
    synchronized (TAKEN) {
      if (!TAKEN.add(real)) {
        throw new UsageException(refusal.apply(HERE));
      }
    }
    return open(
        real,
        holder -> {
          throw new UsageException(refusal.apply(holder));
        });
  }

  /**
   * Takes the lock, after waiting for it where it is held.
   *
   * @param file created when needed, as is its folder
   * @param waiting is told who holds it, such as {@code process 4711}, before the wait begins
   * @throws IOException if the file cannot be written
   */
  public static ProcessLock await(Path file, Consumer<String> waiting) throws IOException {
    Path real = real(file);
    synchronized (TAKEN) {
      if (TAKEN.contains(real)) {
        waiting.accept(HERE);
      }
      while (!TAKEN.add(real)) {
        try {
          TAKEN.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SeqrecException(file + ": interrupted while it was waited for", e);
        }
      }
    }
    return open(real, waiting);
  }

  /** One name for each file, so that a link does not lead around the lock. */
  private static Path real(Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + ": is the root of a file system; name a file");
    }
    Files.createDirectories(folder);
    return folder.toRealPath().resolve(whole.getFileName());
  }

  /** Locks a file that this thread alone of the process has; gives it up on failure. */
  private static ProcessLock open(Path file, Consumer<String> held) throws IOException {
    FileChannel channel = null;
    try {
      // It is written to: in a directory of a stranger it might lead to any file of ours.
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      boolean exclusive = lock(file, channel, held);
      channel.truncate(0);
      String holder =
          "process "
              + ProcessHandle.current().pid()
              + ", since "
              + Instant.now().truncatedTo(ChronoUnit.SECONDS);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
      return new ProcessLock(file, channel, exclusive);
    } catch (IOException | RuntimeException e) {
      try {
        if (channel != null) {
          channel.close();
        }
      } finally {
        giveUp(file);
      }
      throw e;
    }
  }

  /** False where the file system knows no locks. */
  private static boolean lock(Path file, FileChannel channel, Consumer<String> held)
      throws IOException {
    boolean locked;
    try {
      locked = channel.tryLock(PLACE, 1, false) != null;
    } catch (IOException e) {
      LOG.warn(
          "{}: cannot be locked ({}), as on some network file systems; see to it that nothing else"
              + " works on this directory meanwhile",
          file,
          e.getMessage());
      return false;
    }
    if (!locked) {
      String holder = Files.readString(file);
      held.accept(holder.isEmpty() ? "another process" : holder);
      channel.lock(PLACE, 1, false);
    }
    return true;
  }

  private static void giveUp(Path file) {
    synchronized (TAKEN) {
      TAKEN.remove(file);
      TAKEN.notifyAll();
    }
  }

  /** Lets go of it; doing so again does nothing. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    } finally {
      giveUp(file);
    }
  }
}
