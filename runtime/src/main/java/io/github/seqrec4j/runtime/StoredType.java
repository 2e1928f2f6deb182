package io.github.seqrec4j.runtime;

import ai.djl.ndarray.types.DataType;
import java.nio.FloatBuffer;

/** Types of the arrays that we keep in files, by their names in the safetensors format. */
enum StoredType {
  F32(DataType.FLOAT32, Float.BYTES),
  I64(DataType.INT64, Long.BYTES);

  private final DataType type;
  private final int bytes;

  StoredType(DataType type, int bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** The engine's. */
  DataType type() {
    return type;
  }

  /** Of one number. */
  int bytes() {
    return bytes;
  }

  /**
   * The name of an engine's type.
   *
   * @throws IllegalArgumentException if no file of ours holds it
   */
  static StoredType of(DataType type) {
    for (StoredType stored : values()) {
      if (stored.type == type) {
        return stored;
      }
    }
    throw new IllegalArgumentException("arrays are stored as float32 or int64: " + type);
  }

  /** Index of the first number that is infinite or NaN, or -1. */
  static int firstNotFinite(float[] values) {
    return firstNotFinite(FloatBuffer.wrap(values));
  }

  /** Index of the first number that is infinite or NaN, or -1. */
  static int firstNotFinite(FloatBuffer values) {
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
