package io.github.seqrec4j.site;

import io.github.seqrec4j.api.config.ReferenceConf;
import io.github.seqrec4j.training.RunSpec;

/** The whole {@code reference.conf}, as it is rendered from the option records. */
final class ReferencePart {

  private ReferencePart() {}

  static String write() {
    return Adoc.listing("hocon", ReferenceConf.render(RunSpec.ROOT, RunSpec.class));
  }
}
