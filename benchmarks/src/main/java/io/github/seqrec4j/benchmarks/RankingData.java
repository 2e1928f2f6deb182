package io.github.seqrec4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.nn.HostArrays;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Vectors of users and of items, a target and {@value #SEEN} seen items of each user, always the
 * same for the same arguments, in files that {@link RankingRate} and {@code peers/evaluation.py}
 * read: what {@code items.f32} (N, C), {@code users.f32} (B, C), {@code targets.i32} (B) and {@code
 * seen.i32} (B, {@value #SEEN}) hold is their names' numbers alone, little-endian, row by row, and
 * items count from 0. Numbers are normal; each user's vector leans towards the target's by a share
 * of its own, so that targets have all ranks.
 *
 * <p>Usage: {@code RankingData DIR ITEMS USERS}.
 */
public final class RankingData {

  /** C, three branches of 64. */
  static final int WIDTH = 192;

  /** Items of a user that are not ranked. */
  static final int SEEN = 12;

  private static final float MOST_LEANING = 0.5f;
  private static final int SEED = 7;
  private static final int PIECE = 1 << 12; // rows that are read at a time
  private static final int BUFFER = 1 << 20;

  private final Path folder;

  RankingData(Path folder) {
    this.folder = folder;
  }

  /** Writes one. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: RankingData DIR ITEMS USERS");
      System.exit(2);
    }
    new RankingData(Files.createDirectories(Path.of(arguments[0])))
        .write(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
  }

  private void write(int items, int users) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] targets = random.ints(users, 0, items).toArray();
    int[] seen = random.ints((long) users * SEEN, 0, items).toArray();
    int[] first = new int[items]; // user whose target an item is, counted from 1
    int[] next = new int[users]; // and another one
    for (int user = 0; user < users; user++) {
      next[user] = first[targets[user]];
      first[targets[user]] = user + 1;
    }
    float[][] vectors = new float[users][];
    AtomicFiles.write(
        folder.resolve("items.f32"),
        out -> {
          OutputStream buffered = new BufferedOutputStream(out, BUFFER);
          for (int item = 0; item < items; item++) {
            float[] vector = normal(random);
            write(buffered, vector);
            for (int user = first[item]; user > 0; user = next[user - 1]) {
              float leaning = MOST_LEANING * random.nextFloat();
              float[] own = normal(random);
              for (int c = 0; c < WIDTH; c++) {
                own[c] += leaning * vector[c];
              }
              vectors[user - 1] = own;
            }
          }
          buffered.flush();
        });
    AtomicFiles.write(
        folder.resolve("users.f32"),
        out -> {
          for (float[] vector : vectors) {
            write(out, vector);
          }
        });
    write(folder.resolve("targets.i32"), targets);
    write(folder.resolve("seen.i32"), seen);
  }

  private static float[] normal(SplittableRandom random) {
    float[] vector = new float[WIDTH];
    for (int c = 0; c < WIDTH; c++) {
      vector[c] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static void write(OutputStream out, float[] row) throws IOException {
    byte[] bytes = new byte[row.length * Float.BYTES];
    little(bytes).asFloatBuffer().put(row);
    out.write(bytes);
  }

  private static void write(Path file, int[] values) throws IOException {
    byte[] bytes = new byte[values.length * Integer.BYTES];
    little(bytes).asIntBuffer().put(values);
    AtomicFiles.write(file, out -> out.write(bytes));
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** (N+1, C), row 0, padding, zero. */
  NDArray items(NDManager owner) throws IOException {
    return vectors(owner, "items.f32", 1);
  }

  /** (B, C). */
  NDArray users(NDManager owner) throws IOException {
    return vectors(owner, "users.f32", 0);
  }

  private NDArray vectors(NDManager owner, String name, int padding) throws IOException {
    try (FileChannel file = FileChannel.open(folder.resolve(name))) {
      long rows = file.size() / (WIDTH * Float.BYTES);
      NDArray array = owner.zeros(new Shape(padding + rows, WIDTH), DataType.FLOAT32);
      for (long from = 0; from < rows; from += PIECE) {
        int count = (int) Math.min(PIECE, rows - from);
        ByteBuffer bytes = little(new byte[count * WIDTH * Float.BYTES]);
        while (bytes.hasRemaining()) {
          file.read(bytes);
        }
        float[] values = new float[count * WIDTH];
        bytes.flip().asFloatBuffer().get(values);
        try (NDArray part = HostArrays.of(owner, values, new Shape(count, WIDTH))) {
          array.set(new NDIndex("{}:{}", padding + from, padding + from + count), part);
        }
      }
      return array;
    }
  }

  /** The target of each user, items counting from 1. */
  int[] targets() throws IOException {
    return integers("targets.i32");
  }

  /** Items of each user that are not ranked, likewise. */
  int[][] seen() throws IOException {
    int[] all = integers("seen.i32");
    int[][] seen = new int[all.length / SEEN][SEEN];
    for (int user = 0; user < seen.length; user++) {
      System.arraycopy(all, user * SEEN, seen[user], 0, SEEN);
    }
    return seen;
  }

  private int[] integers(String name) throws IOException {
    try (FileChannel file = FileChannel.open(folder.resolve(name))) {
      ByteBuffer bytes = file.map(MapMode.READ_ONLY, 0, file.size());
      int[] values = new int[(int) (file.size() / Integer.BYTES)];
      bytes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
      for (int i = 0; i < values.length; i++) {
        values[i]++;
      }
      return values;
    }
  }
}
