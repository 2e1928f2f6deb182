package io.github.seqrec4j.training;

import ai.djl.engine.Engine;
import io.github.seqrec4j.runtime.ModelOrigin;

/**
 * What a result depends on beside configuration, data and seed.
 *
 * @param seqrec4j version of this library
 * @param djl version of the Deep Java Library
 * @param engine name and version of the engine below it
 * @param java version of the Java virtual machine
 * @param os name, version and architecture of the operating system
 * @param processors number of processors the virtual machine may use
 */
record Environment(
    String seqrec4j, String djl, String engine, String java, String os, int processors) {

  /** Of this process. */
  static Environment current() {
    Engine engine = Engine.getInstance();
    return new Environment(
        ModelOrigin.libraryVersion(),
        Engine.getDjlVersion(),
        engine.getEngineName() + " " + engine.getVersion(),
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors());
  }
}
