package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.ItemEncoder;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.fusion.MultiModalItemEncoder.IdResidual;
import io.github.seqrec4j.testkit.ItemEncoderContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The encoder over each fusion, and over what modalities it may be given. */
class MultiModalItemEncoderContractTest {

  private static final Modality SOUND = new Modality("sound");

  private static MultiModalItemEncoderBuilder small() {
    return MultiModalItemEncoder.builder().width(8);
  }

  private static Fusion transformer(double dropout) {
    return new IdAwareTransformer(
        2,
        2,
        dropout,
        IdAwareTransformer.Visibility.ID_AWARE,
        IdAwareTransformer.LastLayer.OUTPUTS);
  }

  @Nested
  class OverTransformer extends ItemEncoderContract {
    @Override
    protected ItemEncoder encoder() {
      return small().fusion(transformer(0.3)).build();
    }

    @Override
    protected ItemEncoder withoutDropout() {
      return small().fusion(transformer(0)).build();
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("width", "0", () -> small().width(0).build()),
          new RefusedOption("idWidth", "-1", () -> small().idWidth(-1).build()),
          new RefusedOption("featureNorm", "-1.0", () -> small().featureNorm(-1).build()),
          new RefusedOption("featureNorm", "NaN", () -> small().featureNorm(Double.NaN).build()),
          new RefusedOption("outputGain", "0.0", () -> small().outputGain(0).build()),
          new RefusedOption("modalities", "empty", () -> small().modalities(List.of()).build()),
          new RefusedOption(
              "modalities",
              "[text, text]",
              () -> small().modalities(Modality.TEXT, Modality.TEXT).build()),
          new RefusedOption("idInit", "[id]", () -> small().idInit(Modality.ID).build()),
          new RefusedOption("fusion", "width=9", () -> small().width(9).build()));
    }
  }

  /** The ID's row goes past fusion and maps, to the ID branch alone. */
  @Nested
  class WithResidual extends ItemEncoderContract {
    @Override
    protected ItemEncoder encoder() {
      return small().idResidual(IdResidual.ID).fusion(transformer(0.3)).build();
    }

    @Override
    protected ItemEncoder withoutDropout() {
      return small().idResidual(IdResidual.ID).fusion(transformer(0)).build();
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption(
              "idResidual", "12", () -> small().idResidual(IdResidual.ID).idWidth(12).build()),
          new RefusedOption(
              "idResidual",
              "[text]",
              () -> small().idResidual(IdResidual.ID).modalities(Modality.TEXT).build()));
    }
  }

  /** All vectors of one length. */
  @Nested
  class OfOneNorm extends ItemEncoderContract {
    @Override
    protected ItemEncoder encoder() {
      return small().idResidual(IdResidual.ALL).outputNorm(2).fusion(transformer(0.3)).build();
    }

    @Override
    protected ItemEncoder withoutDropout() {
      return small().idResidual(IdResidual.ALL).outputNorm(2).fusion(transformer(0)).build();
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("outputNorm", "-1.0", () -> small().outputNorm(-1).build()),
          new RefusedOption("outputNorm", "NaN", () -> small().outputNorm(Double.NaN).build()));
    }
  }

  @Nested
  class OverLateFusion extends ItemEncoderContract {
    @Override
    protected ItemEncoder encoder() {
      return small().featureNorm(0).fusion(new LateFusion(0.3)).build();
    }

    @Override
    protected ItemEncoder withoutDropout() {
      return small().featureNorm(0).fusion(new LateFusion(0)).build();
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("dropout", "1.0", () -> new LateFusion(1)));
    }
  }

  /** One branch; the ID table is wider than the encoder and starts from the text. */
  @Nested
  class OverSumFusion extends ItemEncoderContract {
    @Override
    protected ItemEncoder encoder() {
      return small().idWidth(12).idInit(Modality.TEXT).fusion(new SumFusion(0.3)).build();
    }

    @Override
    protected ItemEncoder withoutDropout() {
      return small().idWidth(12).idInit(Modality.TEXT).fusion(new SumFusion(0)).build();
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("dropout", "1.0", () -> new SumFusion(1)));
    }
  }

  /** Without the ID, and with a modality of the user's. */
  @Nested
  class OverConcatFusion extends ItemEncoderContract {
    @Override
    protected ItemEncoder encoder() {
      return small()
          .modalities(Modality.TEXT, SOUND)
          .outputGain(0.1)
          .fusion(new ConcatFusion(0.3))
          .build();
    }

    @Override
    protected ItemEncoder withoutDropout() {
      return small()
          .modalities(Modality.TEXT, SOUND)
          .outputGain(0.1)
          .fusion(new ConcatFusion(0))
          .build();
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("dropout", "1.0", () -> new ConcatFusion(1)));
    }
  }

  /** The ID alone; a Transformer would have nothing to weigh, and idle weights for that. */
  @Nested
  class OfIdAlone extends ItemEncoderContract {
    @Override
    protected ItemEncoder encoder() {
      return small().modalities(Modality.ID).fusion(new SumFusion(0.3)).build();
    }

    @Override
    protected ItemEncoder withoutDropout() {
      return small().modalities(Modality.ID).fusion(new SumFusion(0)).build();
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption(
              "width", "-3", () -> small().modalities(Modality.ID).width(-3).build()));
    }
  }
}
