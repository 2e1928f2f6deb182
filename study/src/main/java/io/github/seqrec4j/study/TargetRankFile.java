package io.github.seqrec4j.study;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.evaluation.Ranking;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rank of every target of a part of the split, which is all that a paired comparison needs. A
 * table apart by tabs: user, target, then the rank by the ensemble and by each branch. Users and
 * items are their indices in the data of the hash in its first line; their names are not in it.
 *
 * @param dataHash of the data
 * @param targets the item of each target
 * @param rankings by name, {@code ensemble} first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TargetRankFile(String dataHash, int[] targets, Map<String, Ranking> rankings) {

  private static final String HEAD = "# ranks of targets, data ";
  private static final int KEYS = 2;
  private static final String REMEDY = "delete it; it is made anew from the model";

  /** The part of a split. */
  enum Part {
    VALIDATION,
    TEST;

    Path in(Path run) {
      return run.resolve("ranks-" + name().toLowerCase(java.util.Locale.ROOT) + ".tsv");
    }
  }

  static TargetRankFile of(String dataHash, EvaluationSet set, Map<String, Ranking> rankings) {
    int[] targets = new int[set.size()];
    Arrays.setAll(targets, set::target);
    return new TargetRankFile(dataHash, targets, rankings);
  }

  void write(Path file) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          text.write(HEAD + dataHash + "\nuser\ttarget\t" + String.join("\t", rankings.keySet()));
          text.write('\n');
          int[] users = rankings.values().iterator().next().users();
          for (int i = 0; i < targets.length; i++) {
            text.write(users[i] + "\t" + targets[i]);
            for (Ranking ranking : rankings.values()) {
              text.write("\t" + ranking.ranks()[i]);
            }
            text.write('\n');
          }
          text.flush();
        });
  }

  static TargetRankFile read(Path file) throws IOException {
    return FileBoundary.read(file, REMEDY, () -> parse(Files.readAllLines(file)));
  }

  private static TargetRankFile parse(List<String> lines) {
    String first = lines.get(0);
    if (!first.startsWith(HEAD)) {
      throw new IllegalArgumentException("its first line does not begin with '" + HEAD + "'");
    }
    String[] names = lines.get(1).split("\t", -1);
    if (!List.of(names).contains(Branch.ENSEMBLE)) {
      throw new IllegalArgumentException(
          "its second line names no column '" + Branch.ENSEMBLE + "': " + lines.get(1));
    }
    int size = lines.size() - 2;
    int[] users = new int[size];
    int[] targets = new int[size];
    List<double[]> ranks = new ArrayList<>();
    for (int column = KEYS; column < names.length; column++) {
      ranks.add(new double[size]);
    }
    for (int i = 0; i < size; i++) {
      String[] cells = lines.get(i + 2).split("\t", -1);
      if (cells.length != names.length) {
        throw new IllegalArgumentException(
            "line " + (i + 3) + " has " + cells.length + " cells of " + names.length);
      }
      users[i] = Integer.parseInt(cells[0]);
      targets[i] = Integer.parseInt(cells[1]);
      for (int column = KEYS; column < names.length; column++) {
        ranks.get(column - KEYS)[i] = rank(cells[column]);
      }
    }
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    for (int column = KEYS; column < names.length; column++) {
      rankings.put(names[column], new Ranking(ranks.get(column - KEYS), users));
    }
    return new TargetRankFile(first.substring(HEAD.length()), targets, rankings);
  }

  private static double rank(String cell) {
    double rank = Double.parseDouble(cell);
    if (!(rank >= 1)) {
      throw new IllegalArgumentException("a rank of " + cell);
    }
    return rank;
  }

  /**
   * That these are of the same targets, so that they can be compared user by user. The data may
   * differ in what is no target, as in features of another encoder.
   *
   * @param name of this run, for messages
   * @param otherName of the other
   * @throws UsageException if not
   */
  void checkSame(String name, TargetRankFile other, String otherName) {
    int[] users = rankings.values().iterator().next().users();
    int[] otherUsers = other.rankings.values().iterator().next().users();
    if (Arrays.equals(targets, other.targets) && Arrays.equals(users, otherUsers)) {
      return;
    }
    String why =
        dataHash.equals(other.dataHash)
            ? "of the same data: their seqrec4j.data.split, targets or max-length differ"
            : "of other data, of the hashes " + dataHash + " and " + other.dataHash;
    throw new UsageException(
        name
            + " and "
            + otherName
            + " rank other targets ("
            + targets.length
            + " and "
            + other.targets.length
            + ") "
            + why
            + "; runs can be compared user by user on the same targets only");
  }
}
