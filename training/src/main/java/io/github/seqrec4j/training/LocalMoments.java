package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.runtime.SafeTensors;
import io.github.seqrec4j.runtime.SafeTensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The moments of a partition's optimizer between two rounds, as a file: all of the dense weights,
 * and of the ID table those rows that any step has read. All rows have seen the last step.
 */
final class LocalMoments {

  private static final String STEP = "step";
  private static final String ROWS = "rows";
  private static final String TABLE = "table-"; // as ModelOptimizer names them

  private final NDManager manager;
  private final ModelOptimizer optimizer;
  private final Map<String, NDArray> dense = new LinkedHashMap<>();
  private final Map<String, NDArray> table = new LinkedHashMap<>();

  /** Of an optimizer. */
  LocalMoments(NDManager manager, ModelOptimizer optimizer) {
    this.manager = manager;
    this.optimizer = optimizer;
    optimizer
        .state()
        .forEach((name, array) -> (name.startsWith(TABLE) ? table : dense).put(name, array));
  }

  /** As before the first step. */
  void clear(long step) {
    dense.values().forEach(array -> array.subi(array));
    table.values().forEach(array -> array.subi(array));
    seen(step);
  }

  private void seen(long step) {
    long[] rows = optimizer.rowSteps();
    if (rows != null) {
      Arrays.fill(rows, step);
    }
  }

  /** Writes them as they are after a step that the whole table has seen. */
  void write(Path file, long step) {
    try (NDManager scratch = manager.newSubManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>(dense);
      arrays.put(STEP, HostArrays.of(scratch, new long[] {step}, new Shape(1)));
      int[] rows = table.isEmpty() ? new int[0] : TableRows.notZero(List.copyOf(table.values()));
      if (rows.length > 0) {
        NDArray at = HostArrays.indices(scratch, rows);
        arrays.put(ROWS, at);
        table.forEach((name, array) -> arrays.put(name, Rows.take(array, at)));
      }
      SafeTensors.write(file, arrays);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Takes over what {@link #write} wrote.
   *
   * @throws DataException if it is of another step, or damaged
   */
  void read(Path file, long step) {
    clear(step);
    try (NDManager scratch = manager.newSubManager();
        SafeTensorsFile stored = SafeTensorsFile.open(file)) {
      long written = stored.read(scratch, STEP, new Shape(1)).getLong(0);
      if (written != step) {
        throw new DataException(
            file + ": moments after step " + written + ", expected those after step " + step);
      }
      for (Map.Entry<String, NDArray> array : dense.entrySet()) {
        stored.readInto(array.getKey(), array.getValue());
      }
      Shape rows = stored.shapes().get(ROWS);
      if (rows != null) {
        readTable(scratch, stored, rows);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void readTable(NDManager scratch, SafeTensorsFile stored, Shape count)
      throws IOException {
    NDArray at = stored.read(scratch, ROWS, count);
    List<NDArray> targets = new ArrayList<>(table.values());
    long last = targets.get(0).getShape().get(0) - 1;
    for (long row : at.toLongArray()) {
      if (row < 0 || row > last) {
        throw new DataException(
            "moments of row " + row + " of the ID table, which ends at " + last);
      }
    }
    for (Map.Entry<String, NDArray> array : table.entrySet()) {
      Shape shape = new Shape(count.get(0), array.getValue().getShape().get(1));
      NDArray values = stored.read(scratch, array.getKey(), shape);
      array.getValue().set(new NDIndex("{}", at), values);
    }
  }
}
