package io.github.seqrec4j.encode.image;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.content.Output;
import java.awt.image.BufferedImage;

/**
 * What a picture looks like, roughly, without trained weights. The picture is brought to 32 x 32
 * points in L*a*b* and cut into a grid of cells. Pooled: mean and deviation of the three channels
 * in each cell; a histogram of 8 orientations of lightness edges in each cell; and over the whole
 * picture a histogram of 12 hues in a light and a dark half, and of 8 greys. The three parts weigh
 * the same, and a row has norm 1. Tokens: the same for each cell on its own, and where it lies.
 *
 * @param output one vector per picture, or one per cell
 * @param cells cells along each side: 1, 2, 4, 8 or 16
 */
@Description("colours and edges of pictures on a grid; needs no trained weights")
@Built
public record ColourLayout(
    @Option("pooled = one vector per picture, tokens = one per cell") Output output,
    @Option("cells along each side: 1, 2, 4, 8 or 16") int cells)
    implements ImageEncoder {

  /** Pooled, 4 x 4 cells: 256 numbers. */
  public ColourLayout() {
    this(Output.POOLED, 4);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the cells are not 1, 2, 4, 8 or 16
   */
  @Internal
  public ColourLayout {
    if (cells < 1 || cells > LabGrid.SIDE / 2 || Integer.bitCount(cells) != 1) {
      throw new IllegalArgumentException("cells must be 1, 2, 4, 8 or 16: " + cells);
    }
  }

  /** A builder that starts from the defaults. */
  public static ColourLayoutBuilder builder() {
    return new ColourLayoutBuilder();
  }

  /** A builder that starts from this. */
  public ColourLayoutBuilder toBuilder() {
    return new ColourLayoutBuilder(this);
  }

  @Override
  public String type() {
    return "colour-layout";
  }

  @Override
  public ContentModel<BufferedImage> open() {
    return new ColourLayoutModel(output, cells);
  }

  @Override
  public String hash() {
    return "";
  }
}
