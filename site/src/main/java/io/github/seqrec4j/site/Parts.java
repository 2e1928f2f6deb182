package io.github.seqrec4j.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the parts of pages that are made from the code, as AsciiDoc to include. */
final class Parts {

  private Parts() {}

  /** Takes the repository's folder and the folder to write to. */
  static void write(Path root, Path generated) throws IOException {
    write(generated, "components.adoc", ComponentPart.write());
    write(generated, "run-options.adoc", ReferencePart.write());
    write(generated, "commands.adoc", CommandPart.write());
    write(generated, "messages.adoc", new MessagePart(root).write());
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
