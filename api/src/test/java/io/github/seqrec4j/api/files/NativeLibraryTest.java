package io.github.seqrec4j.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.SeqrecException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibraryTest {

  private static final NativeLibrary LIBRARY = NativeLibrary.temporary("Quack", 70);
  private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

  @TempDir private Path folder;

  @Test
  void libraryThatCannotBeUnpacked_namesFolderCauseAndRemedy() {
    LinkageError thrown =
        new ExceptionInInitializerError(
            new RuntimeException(new IOException("No space left on device")));

    assertThatThrownBy(() -> LIBRARY.load(() -> raise(thrown)))
        .isInstanceOf(SeqrecException.class)
        .hasMessageStartingWith("the library of Quack did not start: ")
        .hasMessageContainingAll(
            "No space left on device", TEMPORARY, "70 MB free", "set -Djava.io.tmpdir");
  }

  @Test
  void secondCall_saysTheSameAsTheFirst() {
    // What the virtual machine throws for a class whose initialiser failed before.
    NoClassDefFoundError again = new NoClassDefFoundError("Could not initialize class Native");
    again.initCause(
        new ExceptionInInitializerError(
            "Exception java.lang.RuntimeException: java.nio.file.FileSystemException: /x/lib.so:"
                + " Read-only file system [in thread \"main\"]"));

    assertThatThrownBy(() -> LIBRARY.load(() -> raise(again)))
        .hasMessageContainingAll("Read-only file system", "must be writable", "-Djava.io.tmpdir");
  }

  @Test
  void folderFromWhichNothingMayRun_isSaidToBeSo() {
    assertThatThrownBy(
            () ->
                LIBRARY.load(
                    () ->
                        raise(
                            new UnsatisfiedLinkError(
                                "/x/lib.so: failed to map segment from shared object"))))
        .hasMessageContainingAll("noexec", "-Djava.io.tmpdir", "from where programs may run");
  }

  @Test
  void unpackedLibraryOfAnotherLength_goesWithItsFolder() throws IOException {
    Path origin = Files.write(folder.resolve("origin"), new byte[100]);
    Path cache = Files.createDirectory(folder.resolve("cache"));
    Path library = Files.write(cache.resolve("lib.so"), new byte[100]);
    Files.write(cache.resolve("of-nobody"), new byte[3]);
    UnpackedLibraries.Resources resources = name -> name.equals("lib.so") ? url(origin) : null;

    UnpackedLibraries.check(cache, resources);
    assertThat(library).hasSize(100);

    Files.write(library, new byte[99]);
    UnpackedLibraries.check(cache, resources);
    assertThat(cache).doesNotExist();
    UnpackedLibraries.check(cache, resources); // nothing was unpacked yet
    assertThat(cache).doesNotExist();
  }

  @Test
  void libraries_areUnpackedWholeOrNotAtAll() throws IOException {
    Path first = Files.write(folder.resolve("first"), new byte[100]);
    Path second = folder.resolve("second"); // not there yet
    Path cache = folder.resolve("new").resolve("cache");
    UnpackedLibraries.Resources resources = name -> url(name.equals("a.so") ? first : second);
    List<String> names = List.of("a.so", "b.so");

    assertThatThrownBy(() -> UnpackedLibraries.unpack(cache, names, resources))
        .isInstanceOf(IOException.class);
    assertThat(cache.getParent()).isEmptyDirectory();

    UnpackedLibraries.unpack(cache, names, name -> name.equals("a.so") ? url(first) : null);
    assertThat(cache).as("one has no resource").doesNotExist();

    Files.write(second, new byte[7]);
    UnpackedLibraries.unpack(cache, names, resources);
    assertThat(cache.resolve("a.so")).hasSize(100);
    assertThat(cache.resolve("b.so")).hasSize(7);
    assertThat(cache.getParent()).isDirectoryNotContaining(path -> !path.equals(cache));

    Files.delete(first);
    UnpackedLibraries.unpack(cache, names, resources); // it is there
    assertThat(cache.resolve("a.so")).hasSize(100);
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }

  private static Object raise(LinkageError thrown) {
    throw thrown;
  }
}
