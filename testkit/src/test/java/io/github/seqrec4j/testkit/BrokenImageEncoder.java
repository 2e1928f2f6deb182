package io.github.seqrec4j.testkit;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.ImageEncoder;
import java.awt.image.BufferedImage;
import java.util.List;

/** Red and blue of the points at the edges, with at most one fault. */
public record BrokenImageEncoder(
    @Option("factor on the numbers, above 0") double factor, @Option("what is wrong") Fault fault)
    implements ImageEncoder {

  /** What is wrong. */
  public enum Fault {
    NONE,
    /** Writes into the picture. */
    PICTURE_CHANGED,
    /** Reads a point that small pictures lack. */
    SIZE_EXPECTED
  }

  public BrokenImageEncoder() {
    this(1, Fault.NONE);
  }

  public BrokenImageEncoder {
    Arguments.positive("factor", factor);
  }

  @Override
  public String type() {
    return "broken";
  }

  @Override
  public String hash() {
    return "";
  }

  @Override
  public ContentModel<BufferedImage> open() {
    return new Model(this);
  }

  private record Model(BrokenImageEncoder spec) implements ContentModel<BufferedImage> {

    @Override
    public FeatureShape shape() {
      return FeatureShape.pooled(4);
    }

    @Override
    public List<FeatureRow> encode(List<BufferedImage> pictures) {
      return pictures.stream().map(this::row).toList();
    }

    private FeatureRow row(BufferedImage picture) {
      int left = picture.getRGB(0, picture.getHeight() - 1);
      int right =
          picture.getRGB(
              spec.fault == Fault.SIZE_EXPECTED ? 32 : picture.getWidth() - 1,
              picture.getHeight() - 1);
      if (spec.fault == Fault.PICTURE_CHANGED) {
        picture.setRGB(0, 0, 0x123456);
      }
      float factor = (float) spec.factor;
      return FeatureRow.pooled(
          new float[] {
            factor * (left >> 16 & 0xff),
            factor * (left & 0xff),
            factor * (right >> 16 & 0xff),
            factor * (right & 0xff)
          });
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
