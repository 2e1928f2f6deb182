package io.github.seqrec4j.study;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a tuning came to. All figures are of validation.
 *
 * @param selectBy metric by which trials are ranked
 * @param options that were tuned
 * @param trials the best first: those that reached a later rung before all others
 * @param importances of the options, over the first rung; none where fewer than three trials came
 *     through it
 */
public record TuningResult(
    String selectBy,
    List<String> options,
    List<TrialResult> trials,
    List<OptionImportance> importances) {

  private static final int FEWEST = 3;

  /** Copies. */
  public TuningResult {
    options = List.copyOf(options);
    trials = List.copyOf(trials);
    importances = List.copyOf(importances);
  }

  static TuningResult of(TuningPlan plan, List<TrialResult> results) {
    List<TrialResult> ranked = new ArrayList<>(results);
    ranked.sort(
        Comparator.comparingInt(TrialResult::rung)
            .thenComparingDouble(t -> Double.isNaN(t.value()) ? -1 : t.value())
            .reversed()
            .thenComparingInt(TrialResult::number));
    List<TrialResult> through = results.stream().filter(trial -> trial.rung() > 0).toList();
    List<OptionImportance> importances = new ArrayList<>();
    if (through.size() >= FEWEST) {
      for (RangeSpec range : plan.spec().options()) {
        importances.add(
            OptionImportance.of(
                range,
                through.stream().map(t -> t.values().getOrDefault(range.option(), "")).toList(),
                through.stream().map(TrialResult::firstValue).toList()));
      }
      importances.sort(
          Comparator.comparingDouble(
              importance -> Double.isNaN(importance.share()) ? 0 : -importance.share()));
    }
    return new TuningResult(
        plan.spec().selectBy(),
        plan.spec().options().stream().map(RangeSpec::option).toList(),
        ranked,
        importances);
  }

  /** The best trial. */
  public TrialResult best() {
    return trials.get(0);
  }

  /** For a terminal: all trials, and which options mattered. */
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("trial"));
    head.addAll(options);
    head.addAll(List.of("rung", "epochs", "validation " + selectBy, ""));
    rows.add(head);
    for (TrialResult trial : trials) {
      List<String> row = new ArrayList<>(List.of(String.valueOf(trial.number())));
      row.addAll(trial.values().values());
      row.add(String.valueOf(trial.rung()));
      row.add(String.valueOf(trial.epochs()));
      row.add(trial.rung() == 0 ? "-" : StudyText.number(trial.value()));
      row.add(trial.rung() == 0 ? "failed" : "");
      rows.add(row);
    }
    StringBuilder text = new StringBuilder(AlignedText.of(rows, 0));
    if (importances.isEmpty()) {
      return text.toString();
    }
    rows.clear();
    rows.add(List.of("option", "share", "p", "groups", "best"));
    for (OptionImportance each : importances) {
      rows.add(
          List.of(
              each.option(),
              Double.isNaN(each.share())
                  ? "-"
                  : String.format(Locale.ROOT, "%.0f %%", 100 * each.share()),
              StudyText.pValue(each.pValue()),
              String.valueOf(each.groups()),
              each.best()));
    }
    return text.append("\nwhat mattered: share of the variance among the trials' first rung\n")
        .append(AlignedText.of(rows, 1))
        .append(
            "each option by itself, within its range and after the epochs of the first rung; what"
                + " options do together only is in no share\n")
        .toString();
  }

  /** A line per trial, with all digits. */
  public String csv() {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      List<String> head = new ArrayList<>(List.of("trial", "rung", "epochs"));
      head.addAll(List.of("validation_" + selectBy, "first_rung_" + selectBy, "folder"));
      head.addAll(options);
      csv.writeRecord(head);
      for (TrialResult trial : trials) {
        List<String> row = new ArrayList<>();
        row.add(String.valueOf(trial.number()));
        row.add(String.valueOf(trial.rung()));
        row.add(String.valueOf(trial.epochs()));
        row.add(Double.isNaN(trial.value()) ? "" : String.valueOf(trial.value()));
        row.add(Double.isNaN(trial.firstValue()) ? "" : String.valueOf(trial.firstValue()));
        row.add(trial.directory().toString());
        row.addAll(trial.values().values());
        csv.writeRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into memory", e);
    }
    return text.toString();
  }
}
