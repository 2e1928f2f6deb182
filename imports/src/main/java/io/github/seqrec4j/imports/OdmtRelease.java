package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.Description;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The layout of ODMT's published data, as its loader reads it ({@code code/utils/load_data.py} and
 * {@code data/1_lmdb_build.py} in {@code github.com/xyliugo/ODMT}): {@code X_user_behaviours.tsv}
 * has a user, a tab, and the items of one sequence apart by spaces, in the order of time; {@code
 * X_text.tsv} has an item, a tab, and its text, further tabs being part of it; {@code images/} has
 * {@code <item>.jpg}. There are no headers, times or ratings.
 */
@Description(
    value =
        "the layout of ODMT's data: X_user_behaviours.tsv (user, items in order), X_text.tsv,"
            + " folder images",
    source = "github.com/xyliugo/ODMT")
public record OdmtRelease() implements Importer {

  private static final String BEHAVIOURS = "_user_behaviours\\.tsv(\\.gz)?";

  @Override
  public String type() {
    return "odmt";
  }

  @Override
  public ImportPlan plan(Path source) {
    SourceFiles files = SourceFiles.of(source);
    Path behaviours =
        Files.isDirectory(source)
            ? files.required(".*" + BEHAVIOURS, "*_user_behaviours.tsv")
            : source;
    String stem = SourceFiles.name(behaviours).replaceFirst(BEHAVIOURS + "$", "");
    Path texts = files.optional(Pattern.quote(stem) + "_text\\.tsv(\\.gz)?");
    Path pictures = files.pictures("images(\\.zip)?");
    List<String> notes = new ArrayList<>();
    notes.add("no times: the order of each user's items is the order of time");
    if (texts == null) {
      notes.add("no " + stem + "_text.tsv: items have empty titles");
    }
    if (pictures == null) {
      notes.add("no folder images: items have no pictures");
    }
    Layout layout = Layout.separated("\t", StandardCharsets.UTF_8);
    return new ImportPlan(
        List.of(new SourceTable<>(behaviours, layout, 0, OdmtRelease::sequence)),
        texts == null ? List.of() : List.of(new SourceTable<>(texts, layout, 0, OdmtRelease::item)),
        EnumSet.noneOf(InteractionColumn.class),
        List.of(),
        pictures,
        notes);
  }

  private static List<ImportedInteraction> sequence(List<String> record) throws RejectedRecord {
    Records.width(record, 2, List.of("user", "items"));
    List<ImportedInteraction> sequence = new ArrayList<>();
    for (String item : record.get(1).strip().split(" +", -1)) {
      sequence.add(new ImportedInteraction(record.get(0), item, null, null));
    }
    return sequence;
  }

  private static List<ImportedItem> item(List<String> record) throws RejectedRecord {
    if (record.size() < 2) {
      throw new RejectedRecord(
          "expected an item, a tab and its text, got '"
              + FieldTexts.shown(String.join(" ", record))
              + "'");
    }
    String text = String.join(" ", record.subList(1, record.size()));
    return List.of(new ImportedItem(record.get(0), text, List.of()));
  }
}
