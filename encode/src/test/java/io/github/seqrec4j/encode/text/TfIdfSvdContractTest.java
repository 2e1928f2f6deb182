package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.TextEncoderContract;
import java.util.List;

class TfIdfSvdContractTest extends TextEncoderContract {

  @Override
  protected TextEncoder encoder() {
    return new TfIdfSvd(4, 100, 1);
  }

  @Override
  protected List<TextEncoder> otherOptions() {
    return List.of(new TfIdfSvd(3, 100, 1), new TfIdfSvd(4, 5, 1), new TfIdfSvd(4, 100, 2));
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("width", "0", () -> new TfIdfSvd(0, 100, 1)),
        new RefusedOption("terms", "-1", () -> new TfIdfSvd(4, -1, 1)));
  }
}
