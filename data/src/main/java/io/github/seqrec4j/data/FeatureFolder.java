package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Feature files of any items, outside of a dataset directory. */
@Internal
public final class FeatureFolder {

  private FeatureFolder() {}

  /**
   * Opens {@code <modality>.npy} of a folder, with its mask if there is one; the caller closes it.
   *
   * @param items the items in the order of the rows
   * @return empty if there is no such file
   * @throws DataException if the rows do not match the items, or a number is not finite
   */
  public static Optional<FeatureStore> open(Path folder, Modality modality, List<String> items) {
    Path file = folder.resolve(modality + ".npy");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      FeatureOrigin.check(file, folder.resolve(modality + ".json"), items);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
    Path mask = folder.resolve(modality + ".mask.npy");
    return Optional.of(
        NpyFeatureStore.open(
            modality, file, Files.isRegularFile(mask) ? mask : null, items, Sha256.digest()));
  }
}
