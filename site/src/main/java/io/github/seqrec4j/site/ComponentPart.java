package io.github.seqrec4j.site;

import io.github.seqrec4j.api.config.ComponentDescription;
import io.github.seqrec4j.api.config.ComponentDescription.OptionDescription;
import io.github.seqrec4j.training.RunSpec;

/** Every registered component with its options: what {@code seqrec components} lists. */
final class ComponentPart {

  private ComponentPart() {}

  static String write() {
    StringBuilder page = new StringBuilder();
    String kind = "";
    for (ComponentDescription component : ComponentDescription.all(RunSpec.class)) {
      if (!component.kind().equals(kind)) {
        kind = component.kind();
        page.append("[#").append(kind).append("]\n== ").append(kind).append("\n\n");
      }
      component(page, component);
    }
    return page.toString();
  }

  private static void component(StringBuilder page, ComponentDescription component) {
    page.append("[#%s-%s]\n".formatted(component.kind(), component.type()))
        .append("=== ")
        .append(component.type())
        .append("\n\n")
        .append(Adoc.text(component.description()))
        .append(". Class ")
        .append(Adoc.code(component.implementation()))
        .append(".\n\n");
    if (!component.source().isEmpty()) {
      page.append("Source: ").append(Adoc.text(component.source())).append(".\n\n");
    }
    if (component.options().isEmpty()) {
      page.append("It has no options.\n\n");
      return;
    }
    page.append("[cols=\"2m,2m,5\",options=header]\n|===\n|option |default |meaning\n\n");
    for (OptionDescription option : component.options()) {
      page.append("|")
          .append(Adoc.text(option.key()))
          .append("\n|")
          .append(Adoc.text(option.defaultValue()))
          .append("\n|")
          .append(Adoc.text(option.description()))
          .append("\n\n");
    }
    page.append("|===\n\n");
  }
}
