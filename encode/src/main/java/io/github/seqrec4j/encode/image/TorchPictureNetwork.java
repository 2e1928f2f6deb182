package io.github.seqrec4j.encode.image;

import io.github.seqrec4j.encode.model.TorchModel;

/** A vision model in TorchScript. */
record TorchPictureNetwork(TorchModel model) implements PictureNetwork {

  @Override
  public Vectors run(float[] pixels, int batch, int size) {
    return model.run(pixels, new long[] {batch, 3, size, size}, Vectors::new);
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public void close() {
    model.close();
  }
}
