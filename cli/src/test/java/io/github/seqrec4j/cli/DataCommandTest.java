package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code data check}: what a training would read, without training. */
final class DataCommandTest {

  @TempDir private Path folder;

  /** Six interactions of each of three users, the newest in front, and a user with one. */
  @BeforeEach
  void write() throws IOException {
    StringBuilder items = new StringBuilder("item\ttitle\n");
    StringBuilder log = new StringBuilder("user\titem\ttimestamp\n");
    for (int i = 6; i >= 1; i--) {
      items.append("i").append(i).append("\tthing ").append(i).append('\n');
      for (String user : List.of("ann", "bob", "cid")) {
        log.append(user + "\ti" + i + "\t2024-01-0" + i + "T10:00:00Z\n");
      }
    }
    log.append("few\ti1\t2024-01-01T09:00:00Z\n");
    Files.writeString(folder.resolve("items.tsv"), items);
    Files.writeString(folder.resolve("interactions.tsv"), log);
  }

  private Result check(Object... more) {
    Object[] words = new Object[4 + more.length];
    words[0] = "data";
    words[1] = "check";
    words[2] = "--data";
    words[3] = folder;
    System.arraycopy(more, 0, words, 4, more.length);
    return Result.of(words);
  }

  @Test
  void countsOrderAndSampleOfTheSplit_areThoseOfATraining() {
    String out = check().good().out();
    assertThat(out)
        .contains("3 users of 4", "18 of 19 interactions kept", "1 (users with too few)")
        .contains("order: by time, in dates")
        .contains("split: leave-one-out: 12 training interactions")
        .contains("3 validation and 3 test targets")
        .contains("targets: every interaction");
    String ann = out.substring(out.indexOf("user 'ann', 6"), out.indexOf("user 'bob', 6"));
    assertThat(ann.lines().map(line -> line.trim().replaceAll(" +", " ")).filter(l -> !l.isEmpty()))
        .containsExactly(
            "user 'ann', 6 interactions",
            "train 2 2024-01-02T10:00:00Z i2 thing 2",
            "train 3 2024-01-03T10:00:00Z i3 thing 3",
            "train 4 2024-01-04T10:00:00Z i4 thing 4",
            "validate 5 2024-01-05T10:00:00Z i5 thing 5",
            "test 6 2024-01-06T10:00:00Z i6 thing 6");
  }

  @Test
  void configurationAndOverrides_sayHowItIsReadAndSplit() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("my.conf"),
            "seqrec4j { max-length = 2, data.split = { type = ratio, ratio { test = 0.3 } } }\n");
    assertThat(check("--config", config, "--set", "seqrec4j.data.minimum-interactions=7"))
        .satisfies(result -> result.failed(3, "minimum-interactions"));
    assertThat(check("--config", config).good().out())
        .contains("split: ratio: ", "in windows train")
        .contains("note:  ");
  }

  @Test
  void ruleOfTargets_isShownWithItsCounts_andContextIsMarked() throws IOException {
    Path log = folder.resolve("interactions.tsv");
    List<String> lines = new ArrayList<>(List.of("user\titem\ttimestamp\tkind"));
    Files.readAllLines(log).stream()
        .skip(1)
        .forEach(line -> lines.add(line + (line.contains("i5") ? "\tclick" : "\tpurchase")));
    Files.write(log, lines);
    String out =
        check(
                "--set",
                "seqrec4j.data.category-column=kind",
                "--set",
                "seqrec4j.data.targets.categories=[purchase]")
            .good()
            .out();
    assertThat(out)
        .contains("targets: category purchase: ", " of 18 interactions, of which ")
        .contains("i5  thing 5  (context)")
        .doesNotContain("i4  thing 4  (context)");
    check("--set", "seqrec4j.data.targets.categories=[purchase]")
        .failed(2, "category-column must name a column, as targets.categories reads it");
  }

  @Test
  void hostileTitle_staysInItsLine() throws IOException {
    Path items = folder.resolve("items.tsv");
    Files.writeString(items, Files.readString(items).replace("thing 6", "thing\u20286\u001b[2J"));
    assertThat(check().good().out()).contains("i6  thing 6\\u001b[2J");
  }

  @Test
  void figures_areTheSameInEveryLocale() throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Process process =
        SeqrecProcess.of(
                List.of("-Duser.language=ar", "-Duser.country=EG"),
                List.of("data", "check", "--data", folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(out)).contains("3 users of 4", "user 'ann', 6 interactions");
  }

  @Test
  void logWithoutTimes_isNamed() throws IOException {
    Path log = folder.resolve("interactions.tsv");
    Files.writeString(log, Files.readString(log).replaceAll("\t[^\t\n]*\n", "\n"));
    assertThat(check().good().out())
        .contains("order: that of the file, which has no times")
        .contains("note:  the interactions have no times");
  }

  @Test
  void brokenFileAndWrongUsage_areRefused() throws IOException {
    Path log = folder.resolve("interactions.tsv");
    Files.writeString(log, Files.readString(log) + "dan\ti1\tnoon\n");
    check().failed(3, "interactions.tsv: 21", "noon");
    check("--set", "seqrec4j.dta.user-column=x").failed(2, "unknown key 'dta'");
    Result.of("data", "check").failed(2, "--data=DIR");
    Result.of("data").failed(2, "seqrec data needs a command", "check");
  }
}
