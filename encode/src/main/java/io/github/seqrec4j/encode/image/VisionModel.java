package io.github.seqrec4j.encode.image;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.content.Output;
import io.github.seqrec4j.encode.model.ModelFolder;
import io.github.seqrec4j.encode.model.OnnxModel;
import io.github.seqrec4j.encode.model.TorchModel;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vision model of yours: a folder with a model in ONNX form ({@code .onnx}) or TorchScript
 * ({@code .pt}), with one input (batch, 3, size, size) of red, green and blue. Of its outputs
 * (batch, width) is taken for pooled and (batch, patches, width) for tokens, or (batch, width,
 * rows, columns) for both; where pooled is asked for and there are only patches, their mean.
 *
 * <p>Recipes, each with the mean and deviation that the model was trained with:
 *
 * <table>
 * <caption>Options of some models</caption>
 * <tr><th>model</th><th>size</th><th>fit, resize</th><th>mean</th><th>deviation</th></tr>
 * <tr><td>CLIP ViT-B/32</td><td>224</td><td>crop, 224</td><td>0.48145466, 0.4578275, 0.40821073</td>
 * <td>0.26862954, 0.26130258, 0.27577711</td></tr>
 * <tr><td>SigLIP B/16</td><td>224</td><td>stretch</td><td>0.5, 0.5, 0.5</td><td>0.5, 0.5, 0.5</td>
 * </tr>
 * <tr><td>ResNet-50</td><td>224</td><td>crop, 256</td><td>0.485, 0.456, 0.406</td>
 * <td>0.229, 0.224, 0.225</td></tr>
 * </table>
 *
 * @param folder folder of the model, or URL of a folder or archive in DJL's form; null = not set
 * @param file the model's file in the folder; null = the only one
 * @param output one vector per picture, or one per patch, that of the class token included
 * @param outputName the output of an ONNX model that is taken; null = the first that fits
 * @param size points along each side of what the model sees, 1 to 4096
 * @param fit how a picture is brought to that
 * @param resize points of the shorter side before the middle is cut out, {@code size} to 4096
 * @param mean subtracted from red, green and blue in 0..1, three numbers
 * @param deviation divided by after that, three numbers above 0
 * @param normalise whether vectors are scaled to norm 1
 */
@Description("a vision model of yours, ONNX or TorchScript, from a folder")
@Built
public record VisionModel(
    @Option("folder of the model, or a URL of it in DJL's form") @Nullable String folder,
    @Option("the model's file in it, where there are several") @Nullable String file,
    @Option("pooled = one vector per picture, tokens = one per patch") Output output,
    @Option("output of an ONNX model, where the first that fits is another")
        @Nullable String outputName,
    @Option("points along each side of what the model sees, 1 to 4096") int size,
    @Option("crop = the middle after resizing, stretch = all of it") Fit fit,
    @Option("points of the shorter side before the middle is cut out, size to 4096") int resize,
    @Option("subtracted from red, green and blue in 0..1; CLIP's by default") List<Double> mean,
    @Option("divided by after that, above 0; CLIP's by default") List<Double> deviation,
    @Option("whether vectors are scaled to norm 1") boolean normalise)
    implements ImageEncoder {

  /** Most points along a side; a batch of such pictures takes gigabytes. */
  private static final int MAX_SIDE = 4096;

  private static final int CHANNELS = 3;
  private static final String OPTION = "seqrec4j.encode.image.encoder.vision-model.folder";

  /** No folder; as CLIP ViT-B/32 sees; pooled, of norm 1. */
  public VisionModel() {
    this(
        null,
        null,
        Output.POOLED,
        null,
        224,
        Fit.CROP,
        224,
        List.of(0.48145466, 0.4578275, 0.40821073),
        List.of(0.26862954, 0.26130258, 0.27577711),
        true);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  @Internal
  public VisionModel {
    Arguments.within("size", size, 1, MAX_SIDE);
    Arguments.within("resize", resize, size, MAX_SIDE);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != CHANNELS || !mean.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("mean must be three numbers: " + mean);
    }
    if (deviation.size() != CHANNELS
        || !deviation.stream().allMatch(d -> d > 0 && Double.isFinite(d))) {
      throw new IllegalArgumentException("deviation must be three numbers above 0: " + deviation);
    }
  }

  /** A builder that starts from the defaults. */
  public static VisionModelBuilder builder() {
    return new VisionModelBuilder();
  }

  /** A builder that starts from this. */
  public VisionModelBuilder toBuilder() {
    return new VisionModelBuilder(this);
  }

  @Override
  public String type() {
    return "vision-model";
  }

  @Override
  public ContentModel<BufferedImage> open() {
    ModelFolder model = ModelFolder.find(folder, file, OPTION);
    PictureNetwork network =
        model.isOnnx()
            ? OnnxPictureNetwork.of(OnnxModel.of(model.model()), output, outputName)
            : new TorchPictureNetwork(TorchModel.of(model.model()));
    return VisionFeatures.of(network, this);
  }

  @Override
  public String hash() {
    return ModelFolder.find(folder, file, OPTION).hash();
  }
}
