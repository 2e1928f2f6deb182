package io.github.seqrec4j.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's codec with the graph as a spec has it, and vectors of any width: the limit of 1,024 is
 * one of its writer's alone. What it writes bears the names of Lucene's formats, and any Lucene of
 * the version reads it.
 */
final class VectorCodec extends Lucene912Codec {

  /** Most numbers of a vector. */
  static final int MAX_DIMENSIONS = 1 << 16;

  /** Bits of a number of int8 as Lucene has them. */
  private static final int BITS = 7;

  private final KnnVectorsFormat vectors;

  VectorCodec(VectorIndexSpec spec) {
    vectors =
        new Wide(
            switch (spec.precision()) {
              case FLOAT32 ->
                  new Lucene99HnswVectorsFormat(spec.connections(), spec.construction());
              case INT8 ->
                  new Lucene99HnswScalarQuantizedVectorsFormat(
                      spec.connections(), spec.construction(), 1, BITS, false, null, null);
            });
  }

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }

  /** A format that takes vectors of any width. */
  private static final class Wide extends KnnVectorsFormat {

    private final KnnVectorsFormat format;

    Wide(KnnVectorsFormat format) {
      super(format.getName()); // by which it is found again
      this.format = format;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return format.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return format.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return MAX_DIMENSIONS;
    }

    @Override
    public String toString() {
      return format.toString();
    }
  }
}
