package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.config.ComponentDescription;
import io.github.seqrec4j.api.config.ComponentDescription.OptionDescription;
import io.github.seqrec4j.imports.ImportSummary;
import io.github.seqrec4j.imports.PictureCounts;
import io.github.seqrec4j.imports.download.PublicDatasets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code seqrec import} prints. */
final class ImportListing {

  private static final int WIDTH = 100; // characters of a line

  private ImportListing() {}

  /** Formats and datasets. */
  static void print(PublicDatasets datasets, PrintWriter out) {
    out.println("Formats: ./seqrec import FORMAT SOURCE --out DIR");
    for (ComponentDescription format : ComponentDescription.all(ImportFormat.class)) {
      out.printf("  %-12s %s%n", format.type(), format.description());
      for (OptionDescription option : format.options()) {
        out.printf(
            "      --set %s=... %s; default %s%n",
            option.key(), option.description(), option.defaultValue());
      }
    }
    out.println();
    out.println("Datasets: ./seqrec import NAME --download --out DIR");
    for (Map.Entry<String, List<String>> family : datasets.families().entrySet()) {
      out.println("  " + family.getKey());
      StringBuilder line = new StringBuilder("     ");
      for (String category : family.getValue()) {
        if (line.length() + category.length() >= WIDTH) {
          out.println(line);
          line = new StringBuilder("     ");
        }
        line.append(' ').append(category);
      }
      if (!family.getValue().isEmpty()) {
        out.println(line);
      }
    }
    out.flush();
  }

  /** What an import came to. */
  static void print(ImportSummary summary, Path directory, PrintWriter out) {
    out.println("interactions: " + summary.interactions());
    out.println("items:        " + summary.items());
    if (summary.undescribed() > 0) {
      out.printf(
          Locale.ROOT,
          "              + %,d met in interactions only, with an empty title%n",
          summary.undescribed());
    }
    if (summary.untitled() > 0) {
      out.printf(
          Locale.ROOT, "              %,d of those kept have no title%n", summary.untitled());
    }
    PictureCounts pictures = summary.pictures();
    if (!pictures.equals(PictureCounts.NONE)) {
      out.printf(
          Locale.ROOT,
          "pictures:     %,d linked, %,d copied, %,d files not used%n",
          pictures.linked(),
          pictures.copied(),
          pictures.unused());
    }
    summary.notes().forEach(note -> out.println("note:         " + note));
    summary.interactions().examples().forEach(each -> out.println("rejected:     " + each));
    summary.items().examples().forEach(each -> out.println("rejected:     " + each));
    out.println("dataset:      " + directory);
    out.flush();
  }
}
