package io.github.seqrec4j.api.nn;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.ClassLoaders;
import io.github.seqrec4j.api.SeqrecException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A function in TorchScript, for what PyTorch can and DJL has no operation for; the engine compiles
 * its source when it is made, and goes back through it as through its own operations. It holds no
 * arrays, and lives as long as the process.
 *
 * <p>PyTorch reads TorchScript from an archive that its own tools write. The least of them is
 * written here: one class without members, whose method {@code forward} is the function.
 */
final class TorchFunction {

  private static final String ARCHIVE = "function";

  /** Pickles, protocol 2: an object of the class without state, and an empty tuple. */
  private static final byte[] OBJECT =
      "\u0080\u0002c__torch__\nFunction\n)\u0081}b.".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

  private final Model model; // DJL warns of one that is collected
  private final ParameterStore none = new ParameterStore();

  /**
   * Compiles a function.
   *
   * @param arguments names of its arrays, separated by commas
   * @param result expression of the array it returns, as TorchScript's archives write it, where a
   *     type is a number: 6 float32, 15 bfloat16
   */
  TorchFunction(String arguments, String result) {
    String source =
        """
        class Function(Module):
          __parameters__ = []
          __buffers__ = []
          def forward(self: __torch__.Function, %s) -> Tensor:
            return %s
        """
            .formatted(arguments.replaceAll("\\w+", "$0: Tensor"), result);
    model = ClassLoaders.within(TorchFunction.class, () -> load(source));
  }

  @SuppressWarnings("MustBeClosedChecker") // as long as the process
  private static Model load(String source) {
    try {
      Model model = Model.newInstance(ARCHIVE, "PyTorch");
      model.load(new ByteArrayInputStream(archive(source)), Map.of());
      return model;
    } catch (IOException | MalformedModelException e) {
      throw new SeqrecException("this PyTorch does not compile the function:\n" + source, e);
    }
  }

  private static byte[] archive(String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "data.pkl", OBJECT);
      store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      store(zip, "constants.pkl", NO_CONSTANTS);
      store(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** PyTorch reads files that are stored, not compressed. */
  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(ARCHIVE + "/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** The function of some arrays, owned by the manager of the first. */
  NDArray of(NDArray... arrays) {
    NDArray result = model.getBlock().forward(none, new NDList(arrays), true).singletonOrThrow();
    result.attach(arrays[0].getManager());
    return result;
  }
}
