package io.github.seqrec4j.encode.model;

import io.github.seqrec4j.api.SeqrecException;

/** Starts ONNX Runtime in a process of its own and prints its version, or why it did not start. */
final class OnnxProbe {

  private OnnxProbe() {}

  public static void main(String[] arguments) {
    try {
      System.out.println("version " + OnnxLibrary.environment().getVersion());
    } catch (SeqrecException e) {
      System.out.println(e.getMessage());
    }
  }
}
