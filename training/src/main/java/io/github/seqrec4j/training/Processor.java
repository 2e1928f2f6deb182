package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Precision;
import io.github.seqrec4j.api.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the processor of this machine can do, as far as Linux tells. */
final class Processor {

  private static final Logger LOG = LoggerFactory.getLogger(Processor.class);

  private static final Path LISTED = Path.of("/proc/cpuinfo");

  /** Of x86-64 and of ARM64: instructions that multiply numbers in bfloat16. */
  private static final List<String> BFLOAT16 = List.of("avx512_bf16", "amx_bf16", "bf16");

  private Processor() {}

  /** Warns of a precision that the processor has no instructions for: it would be slower. */
  static void check(TrainingSpec training) {
    if (training.precision() != Precision.BFLOAT16 || !training.device().equals("cpu")) {
      return;
    }
    try {
      if (Files.isReadable(LISTED)
          && hasBfloat16(Files.readString(LISTED)).equals(Optional.of(false))) {
        LOG.warn(
            "training.precision is bfloat16, and this processor has no instructions for it ({}): it"
                + " will be slower than float32",
            String.join(", ", BFLOAT16));
      }
    } catch (IOException e) {
      LOG.debug("{}: {}", LISTED, e.getMessage());
    }
  }

  /** Whether it multiplies numbers in bfloat16; empty where the list does not say. */
  static Optional<Boolean> hasBfloat16(String listed) {
    return listed
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).matches("(flags|features)\\s*:.*"))
        .findFirst()
        .map(line -> Arrays.asList(line.substring(line.indexOf(':') + 1).trim().split("\\s+")))
        .map(flags -> flags.stream().anyMatch(BFLOAT16::contains));
  }
}
