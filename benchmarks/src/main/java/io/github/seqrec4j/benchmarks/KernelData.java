package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A generated dataset among temporary files, which goes when it is closed.
 *
 * @param folder of its files
 * @param dataset of {@link GenerateCatalogue}
 */
record KernelData(Path folder, Dataset dataset) implements AutoCloseable {

  private static final int EVENTS = 15;

  /** Of so many items and users, of {@value #EVENTS} events each. */
  static KernelData of(int items, int users) throws IOException {
    Path folder = Files.createTempDirectory("kernels");
    GenerateCatalogue.write(folder, items, users, EVENTS);
    return new KernelData(folder, Dataset.open(folder));
  }

  @Override
  public void close() throws IOException {
    dataset.close();
    AtomicFiles.deleteTree(folder);
  }
}
