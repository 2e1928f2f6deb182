package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Internal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether another bundle lies where one was: by names, lengths and times of its files, once they
 * are the same at two looks, so that a bundle on its way is left to arrive. A link that leads
 * elsewhere is a change. What was told is told once, whatever became of it.
 */
@Internal
public final class BundleChanges {

  private final Path bundle;
  private String told;
  private String last;

  /** From what lies there now. */
  private BundleChanges(Path bundle) {
    this.bundle = bundle;
    told = state(bundle);
    last = told;
  }

  /** Against what lies there now; make it before the bundle is loaded. */
  public static BundleChanges since(Path bundle) {
    return new BundleChanges(bundle);
  }

  /** Looks once; true if another bundle has arrived since the last that was told. */
  public synchronized boolean look() {
    String now = state(bundle);
    boolean arrived = now.equals(last) && !now.equals(told);
    if (arrived) {
      told = now;
    }
    last = now;
    return arrived;
  }

  private static String state(Path bundle) {
    try (Stream<Path> files = Files.list(bundle.toRealPath())) {
      return files.sorted().map(BundleChanges::fileState).collect(Collectors.joining("\n"));
    } catch (IOException | UncheckedIOException e) {
      return "unreadable: " + e.getClass().getSimpleName(); // a state like any other, told as one
    }
  }

  private static String fileState(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return file + " " + is.size() + " " + is.lastModifiedTime() + " " + is.fileKey();
    } catch (IOException e) {
      return file + " unreadable: " + e.getClass().getSimpleName();
    }
  }
}
