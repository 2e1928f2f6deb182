package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.github.seqrec4j.examples.PluginProject.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four parts of {@code plugin-parts}, chosen by a configuration and trained together. */
class PluginPartsTest {

  private static final Path PROJECT = Product.folder().resolve("examples/plugin-parts");
  private static final Path MAIN = PROJECT.resolve("src/main");
  private static final int ITEMS = 20;
  private static final int USERS = 800;
  private static final int LENGTH = 8;
  private static final long HOUR = 3600;

  @TempDir private static Path folder;
  private static Path plugin;

  @BeforeAll
  static void compile() throws IOException {
    plugin = folder.resolve("classes");
    List<Path> sources = PluginProject.files(MAIN.resolve("java"));
    assertThat(sources).hasSize(4);
    assertThat(PluginProject.compile(sources, "-d", plugin.toString())).isZero();
    Path services = MAIN.resolve("resources");
    for (Path service : PluginProject.files(services)) {
      Path target = plugin.resolve(services.relativize(service).toString());
      Files.createDirectories(target.getParent());
      Files.copy(service, target);
    }
  }

  /** What follows depends on when it is asked for: half of it is out of reach without times. */
  @Test
  void train_withAllFour_learnsWhatTimesTell() throws Exception {
    Path data = data(folder.resolve("data"));
    Path run = folder.resolve("run");
    Result trained =
        PluginProject.seqrec(
            "train",
            "--plugins",
            plugin.toString(),
            "--config",
            PROJECT.resolve("parts.conf").toString(),
            "--data",
            data.toString(),
            "--out",
            run.toString());
    assertThat(trained.status()).as(trained.text()).isZero();
    double hit =
        JsonParser.parseString(Files.readString(run.resolve("metrics.json")))
            .getAsJsonObject()
            .getAsJsonObject("test")
            .getAsJsonObject("ensemble")
            .get("hit@1")
            .getAsDouble();
    // Of the two items that may follow, a model without times finds each time one: .5.
    assertThat(hit).isGreaterThan(0.75);
  }

  @Test
  void parts_keepTheRulesOfArrays() {
    JavaClasses classes = new ClassFileImporter().importPath(plugin);
    assertThat(classes).hasSizeGreaterThan(4);
    for (ArchRule rule :
        List.of(
            ArrayRules.FIRST_MANAGER,
            ArrayRules.VALUES,
            ArrayRules.numbers("mul", "org.example.."),
            ArrayRules.numbers("div", "org.example.."),
            ArrayRules.numbers("pow", "org.example.."))) {
      rule.check(classes);
    }
  }

  /** Users go around a ring of items: one step within a minute, five after a day. */
  private static Path data(Path directory) throws IOException {
    StringBuilder log = new StringBuilder("user\titem\ttimestamp\n");
    SplittableRandom random = new SplittableRandom(2);
    for (int user = 0; user < USERS; user++) {
      int item = random.nextInt(ITEMS);
      long time = 1_700_000_000 + random.nextLong(1000 * HOUR);
      for (int i = 0; i < LENGTH; i++) {
        log.append("user-%d\titem-%d\t%d\n".formatted(user, item, time));
        boolean waits = random.nextBoolean();
        time += waits ? 24 * HOUR : 60;
        item = (item + (waits ? 5 : 1)) % ITEMS;
      }
    }
    Files.createDirectory(directory);
    Files.writeString(directory.resolve("interactions.tsv"), log);
    return directory;
  }
}
