package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A dataset directory that a test writes. */
record Folder(Path path) {

  /** Three items and one user who saw them all, twice. */
  static Folder small(Path path) throws IOException {
    return new Folder(path)
        .text("items.tsv", "item\ttitle\na\tFirst\nb\t\nc\tThird\n")
        .text("interactions.tsv", "user\titem\nu\ta\nu\tb\nu\tc\nu\ta\nu\tb\nu\tc\n");
  }

  Folder text(String name, String content) throws IOException {
    return bytes(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Folder bytes(String name, byte[] content) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(file.getParent());
    if (name.endsWith(".gz")) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(content);
      }
    } else {
      Files.write(file, content);
    }
    return this;
  }

  Folder without(String name) throws IOException {
    Files.delete(path.resolve(name));
    return this;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  Dataset open() {
    return Dataset.open(path);
  }

  void refuses(String... parts) {
    var refused = assertThatThrownBy(this::open).isInstanceOf(DataException.class);
    for (String part : parts) {
      refused.hasMessageContaining(part);
    }
  }

  /** A NumPy file of format 1.0 with a header of any text. */
  static byte[] npy(String descr, String order, String shape, byte[] data) {
    String text = "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': " + shape;
    byte[] header = (text + ", }\n").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(10 + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) header.length)
        .put(header)
        .put(data)
        .array();
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }
}
