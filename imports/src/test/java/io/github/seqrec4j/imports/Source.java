package io.github.seqrec4j.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A source that a test writes, and the dataset beside it.
 *
 * @param folder where the source is
 * @param out where the dataset goes
 */
record Source(Path folder, Path out) {

  static Source in(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("source"));
    return new Source(folder, parent.resolve("dataset"));
  }

  Source text(String name, String content) throws IOException {
    return text(name, content, StandardCharsets.UTF_8);
  }

  /** A file; gzipped where its name says so. */
  Source text(String name, String content, Charset charset) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    byte[] bytes = content.getBytes(charset);
    if (name.endsWith(".gz")) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(bytes);
      }
    } else {
      Files.write(file, bytes);
    }
    return this;
  }

  /** A zip archive of entries in their order. */
  static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(each.getKey()));
        out.write(each.getValue());
        out.closeEntry();
      }
    }
    return file;
  }

  ImportSummary run(Importer importer) {
    return run(importer, new ImportOptions());
  }

  ImportSummary run(Importer importer, ImportOptions options) {
    ImportSummary summary = DatasetImport.run(importer, folder, out, options, ByteProgress.NONE);
    assertThat(out.resolve("dataset.conf")).isRegularFile();
    return summary;
  }

  List<String> lines(String name) throws IOException {
    return Files.readAllLines(out.resolve(name));
  }

  /** The import is refused with a message that holds these parts, and leaves nothing. */
  void refuses(Importer importer, String... parts) {
    refuses(importer, new ImportOptions(), parts);
  }

  void refuses(Importer importer, ImportOptions options, String... parts) {
    var refused =
        assertThatThrownBy(() -> run(importer, options)).isInstanceOf(DataException.class);
    for (String part : parts) {
      refused.hasMessageContaining(part);
    }
    assertThat(out).doesNotExist();
    assertThat(out.resolveSibling("dataset.partial")).doesNotExist();
  }
}
