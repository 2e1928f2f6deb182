package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.testkit.BrokenImageEncoder.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the contract on encoders with one fault each: it must find that fault and no other. */
class ImageEncoderContractTest {

  @Test
  void soundEncoder_passes() {
    assertThat(BrokenCases.failures(SoundCase.class)).isEmpty();
  }

  @Test
  void changedPicture_failsPictures() {
    Map<String, String> failures = BrokenCases.failures(PictureChangedCase.class);
    assertThat(failures).containsOnlyKeys("pictures_areNotChanged");
    assertThat(failures.get("pictures_areNotChanged")).contains("a picture of 64 x 48 points");
  }

  @Test
  void expectedSize_failsOddContents() {
    assertThat(BrokenCases.failures(SizeExpectedCase.class))
        .containsOnlyKeys("oddContents_areFiniteOrMissing");
  }

  @Test
  void optionLeftOut_failsIdentity() {
    assertThat(BrokenCases.failures(SameOptionsCase.class))
        .containsOnlyKeys("otherOptions_haveAnotherIdentity");
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  abstract static class Case extends ImageEncoderContract {
    private final Fault fault;

    Case(Fault fault) {
      this.fault = fault;
    }

    @Override
    protected ImageEncoder encoder() {
      return new BrokenImageEncoder(1, fault);
    }

    @Override
    protected List<ImageEncoder> otherOptions() {
      return List.of(new BrokenImageEncoder(2, fault));
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("factor", "0.0", () -> new BrokenImageEncoder(0, fault)));
    }
  }

  static final class SoundCase extends Case {
    SoundCase() {
      super(Fault.NONE);
    }
  }

  static final class PictureChangedCase extends Case {
    PictureChangedCase() {
      super(Fault.PICTURE_CHANGED);
    }
  }

  static final class SizeExpectedCase extends Case {
    SizeExpectedCase() {
      super(Fault.SIZE_EXPECTED);
    }
  }

  static final class SameOptionsCase extends Case {
    SameOptionsCase() {
      super(Fault.NONE);
    }

    @Override
    protected List<ImageEncoder> otherOptions() {
      return List.of(encoder());
    }
  }
}
