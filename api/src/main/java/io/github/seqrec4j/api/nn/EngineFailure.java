package io.github.seqrec4j.api.nn;

import ai.djl.util.Utils;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.NativeLibrary;
import java.nio.file.Path;

/** Why the engine's native library did not start, and what to do about it. */
final class EngineFailure {

  private static final int MEGABYTES = 500;

  private EngineFailure() {}

  /**
   * What to tell of a failure.
   *
   * @param engine its name in DJL, also that of its folder in the cache
   * @param failure what DJL threw
   */
  static SeqrecException of(String engine, Throwable failure) {
    Path cache = Utils.getEngineCacheDir(engine);
    return new NativeLibrary(
            "PyTorch",
            cache,
            "DJL_CACHE_DIR",
            MEGABYTES,
            "if what is unpacked in "
                + cache
                + " is damaged, delete that folder; a PyTorch of your own, named by"
                + " PYTORCH_LIBRARY_PATH, must have the version of ai.djl.pytorch:pytorch-jni, and"
                + " PYTORCH_FLAVOR=cpu beside it")
        .failure(failure);
  }
}
