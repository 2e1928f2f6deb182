package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.encode.EncodedChunk;
import io.github.seqrec4j.encode.EncodedChunk.Item;
import io.github.seqrec4j.encode.EncodingThreads;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes the chunks of a partition, whose rows are sorted by their numbers, one after another, and
 * leaves each in the store; what is there already is left alone.
 *
 * @param <T> the content
 */
final class ChunkEncoder<T> implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ChunkEncoder.class);
  private static final int EXAMPLES = 5;
  private static final int HASH = 32; // of 64 characters: 128 bits

  /** What comes out, a row for each chunk. */
  static final StructType DONE =
      new StructType()
          .add("chunk", DataTypes.LongType, false)
          .add("file", DataTypes.StringType, false)
          .add("encoded", DataTypes.IntegerType, false)
          .add("missing", DataTypes.IntegerType, false)
          .add("unreadable", DataTypes.IntegerType, false)
          .add("examples", DataTypes.createArrayType(DataTypes.StringType, false), false);

  private final RowContents<T> contents;
  private final ChunkStore store;
  private final ArrayList<Integer> dimensions;

  ChunkEncoder(RowContents<T> contents, ChunkStore store, FeatureShape shape) {
    this.contents = contents;
    this.store = store;
    dimensions = new ArrayList<>(shape.dimensions());
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) throws IOException {
    List<Row> done = new ArrayList<>();
    try (Work work = new Work()) {
      List<Row> chunk = new ArrayList<>();
      while (rows.hasNext()) {
        Row row = rows.next();
        if (!chunk.isEmpty() && work.number(row) != work.number(chunk.get(0))) {
          done.add(work.done(chunk));
          chunk.clear();
        }
        chunk.add(row);
      }
      if (!chunk.isEmpty()) {
        done.add(work.done(chunk));
      }
    }
    return done.iterator();
  }

  /** What a task has while it is at work. */
  private final class Work implements AutoCloseable {
    private final FeatureShape shape = new FeatureShape(dimensions);
    private final int size = EncodedChunk.size(shape);
    private final EncodingThreads threads = new EncodingThreads(TaskContext.get().cpus());
    private ExecutorEncoders.@Nullable Lease<T> lease;

    long number(Row row) {
      return row.getLong(RowContents.NUMBER) / size;
    }

    Row done(List<Row> rows) throws IOException {
      String name = name(rows);
      byte[] there = store.find(name);
      if (there != null && ChunkFile.isWhole(there)) {
        return told(rows, name, ChunkFile.read(name, there, shape));
      }
      if (there != null) {
        LOG.warn("{}/{}: damaged, made anew", store, name);
      }
      if (lease == null) {
        lease = ExecutorEncoders.lease(contents.key(), contents::open);
      }
      EncodedChunk chunk = contents.encode(rows, lease.model(), threads);
      store.write(name, ChunkFile.bytes(chunk));
      return told(rows, name, chunk);
    }

    private String name(List<Row> rows) {
      MessageDigest digest = Sha256.digest();
      for (Row row : rows) {
        Sha256.addPart(digest, row.getString(RowContents.ITEM));
        contents.identify(row, part -> Sha256.addPart(digest, part));
      }
      return "chunk-" + number(rows.get(0)) + "-" + Sha256.of(digest).substring(0, HASH);
    }

    private Row told(List<Row> rows, String name, EncodedChunk chunk) {
      int encoded = 0;
      List<String> reasons = new ArrayList<>();
      for (Item item : chunk.items()) {
        encoded += item.features() == null ? 0 : 1;
        String reason = item.unreadable();
        if (reason != null) {
          reasons.add(reason);
        }
      }
      return RowFactory.create(
          number(rows.get(0)),
          name,
          encoded,
          rows.size() - encoded - reasons.size(),
          reasons.size(),
          reasons.subList(0, Math.min(EXAMPLES, reasons.size())).toArray(String[]::new));
    }

    @Override
    public void close() {
      threads.close();
      if (lease != null) {
        lease.close();
      }
    }
  }
}
